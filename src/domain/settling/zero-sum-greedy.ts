// Another view on a crowd (ST2): who is left together when the largest debt always goes to the largest credit. On nets that fall into few groups
// this often meets zero-sum groups that are too large to search for.

import { compareIds } from '../ids.ts'
import type { Net } from '../money/net.ts'

/** A balance still open, and everyone whose payments led to it. The balance is the one of `member`. */
type OpenBalance = Net & { readonly people: readonly Net[] }

/**
 * The zero-sum groups that paying the largest debt to the largest credit, again and again, leaves: so many people less so many groups is the
 * number of payments it takes. Of equal balances the first member's is taken.
 */
export function greedyGroups(nets: readonly Net[]): readonly (readonly Net[])[] {
  const groups: (readonly Net[])[] = []
  const [creditors, debtors]: readonly [OpenBalance[], OpenBalance[]] = [[], []]
  const lay = (balance: OpenBalance): void => {
    const side = balance.amount > 0n ? creditors : debtors
    side.splice(placeOf(balance, side), 0, balance)
  }
  for (const net of nets) lay({ ...net, people: [net] })
  for (
    let credit = creditors.pop(), debt = debtors.pop();
    credit && debt;
    credit = creditors.pop(), debt = debtors.pop()
  ) {
    const people = [...credit.people, ...debt.people]
    const amount = credit.amount + debt.amount
    if (amount === 0n) groups.push(people.sort((a, b) => compareIds(a.member, b.member)))
    else lay({ member: amount > 0n ? credit.member : debt.member, amount, people })
  }
  return groups
}

/** Where a balance stands on its side: the largest last, of equal ones the first member's last. */
function placeOf(balance: OpenBalance, side: readonly OpenBalance[]): number {
  let [low, high] = [0, side.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(side[middle] as OpenBalance, balance)) low = middle + 1
    else high = middle
  }
  return low
}

function isBefore(a: OpenBalance, b: OpenBalance): boolean {
  const [sizeA, sizeB] = a.amount > 0n ? [a.amount, b.amount] : [b.amount, a.amount]
  return sizeA < sizeB || (sizeA === sizeB && compareIds(a.member, b.member) > 0)
}
