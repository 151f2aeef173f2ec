import { onMounted, shallowRef, type ShallowRef } from 'vue'
import type { ChainError } from '../../app/index.ts'
import { KNOWN_CODE, listInstances, type ContractInstance, type InstanceError } from '../../app/nodes/index.ts'
import { useNetworkStore, type Connection } from '../stores/use-network-store.ts'

/** The contracts that a new group can be created in, as their chain describes them. */
export interface Instances {
  /** Null until the chain has said what they are. */
  readonly connection: ShallowRef<Connection | null>
  readonly instances: ShallowRef<readonly ContractInstance[]>
  /** What is wrong with the others, or with the connection. */
  readonly errors: ShallowRef<readonly (InstanceError | ChainError)[]>
}

/** Asks the chosen chain, once the component is there, what its contracts pay in. */
export function useInstances(): Instances {
  const network = useNetworkStore()
  const connection = shallowRef<Connection | null>(null)
  const instances = shallowRef<readonly ContractInstance[]>([])
  const errors = shallowRef<readonly (InstanceError | ChainError)[]>([])
  onMounted(async () => {
    const connected = await network.connect()
    if (!connected.ok) return void (errors.value = [connected.error])
    const listed = await listInstances(connected.value.port, network.contracts(), KNOWN_CODE)
    instances.value = listed.instances
    errors.value = listed.errors
    connection.value = connected.value
  })
  return { connection, instances, errors }
}
