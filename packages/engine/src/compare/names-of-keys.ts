/** Displayed names of keys that cannot be derived from the key. */
const known: ReadonlyMap<string, string> = new Map([
  ['fieldType', 'Field Type'],
  ['dataType', 'Data Type'],
  ['choices', 'Values'],
  ['rows', 'Values'],
  ['initial', 'Default'],
  ['entry', 'Field Type'],
  ['groups', 'Output groups'],
  ['selectable', 'Users select outputs'],
  ['effect', 'Effect at the service'],
  ['extensible', 'Extensible group'],
  ['added', 'Added fields'],
  ['selected', 'Outputs to return'],
  ['dynamic', 'Dynamic fields'],
  ['loaded', 'Loaded fields'],
  ['joins', 'Outputs'],
  ['baseUrl', 'Base URL'],
  ['docsUrl', 'Documentation']
])

/** Returns the displayed name of a stored key: `registrationFlowId` becomes "Registration Flow". */
export const nameOfKey = (key: string): string => {
  const name = known.get(key)
  if (name !== undefined) return name
  if (key === '') return '(no name)'
  const flow = /^(.+)FlowId$/.exec(key)?.[1]
  const words = (flow ?? key).replace(
    /([a-z0-9])([A-Z])/g,
    (_, end, start) => `${end} ${start.toLowerCase()}`
  )
  const capital = words.charAt(0).toUpperCase() + words.slice(1)
  return flow === undefined ? capital : `${capital} Flow`
}
