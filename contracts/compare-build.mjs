/**
 * Compares a rebuild with what is committed: byte for byte when the tools are those of the stamp. With others only what
 * does not depend on them has to agree, the interface. Returns a sentence per difference and a note on how it was compared.
 */
export function compareBuild({ built, versions }, committed) {
  const others = Object.keys(versions).filter((tool) => versions[tool] !== committed.stamp[tool])
  const differing = Object.keys(built).filter((name) => !built[name].equals(committed.built[name]))
  if (differing.length === 0) return { differences: [], note: 'The rebuild equals what is committed, byte for byte.' }
  if (others.length === 0) {
    const differences = differing.map((name) => `${name} differs from the rebuild.`)
    return { differences, note: 'Compared byte for byte: the tools are the recorded ones.' }
  }
  const metadata = Object.keys(built).find((name) => name.endsWith('.json'))
  const same = interfaceOf(built[metadata]) === interfaceOf(committed.built[metadata])
  const tools = others.map((tool) => `${tool} is "${versions[tool]}", recorded is "${committed.stamp[tool]}"`)
  return {
    differences: same ? [] : [`The interface in ${metadata} differs from the rebuild.`],
    note: `Compared by interface only, since other tools give other bytes: ${tools.join('; ')}.`,
  }
}

/** Everything in the metadata that says how to call the contract and read its events and storage. */
function interfaceOf(metadata) {
  const { spec, storage, types, version } = JSON.parse(metadata.toString('utf8'))
  return JSON.stringify({ spec, storage, types, version })
}
