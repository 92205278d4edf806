/** What of an address is how a list is narrowed, as it is kept: not what is looked at in it, nor whether it stands still. */
const passing = new Set(['delivery', 'tab', 'live'])

/** The narrowing part of a list's address, each value as text; a run list's one delivery is part of it. */
export const viewSearchOf = (
  list: 'deliveries' | 'runs',
  search: Record<string, unknown>
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || (passing.has(name) && !(list === 'runs' && name === 'delivery'))
        ? []
        : [[name, String(value)]]
    )
  )

/** Whether an address narrows a list to the same. */
export const isSameView = (one: Record<string, string>, other: Record<string, string>): boolean => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(name => one[name] === other[name])
}
