/** Step of a code path on the page `data-flow.md`. */
export interface Stop {
  number: number
  file: string
  name: string
  /** Reference that leads to this step; null for the first step of a path. */
  reached: StepReference | null
}

/** Reference to a step, in the code of an earlier step. */
export interface StepReference {
  from: Stop
  /** Reference as written in that file, up to the name to look up. */
  reference: string
  /** Editor command that opens the definition; `nothing` if a caller passes the function in. */
  by: 'definition' | 'implementation' | 'nothing'
}

const byMark: Record<string, StepReference['by']> = {
  '': 'definition',
  'through an interface': 'implementation',
  'over tRPC': 'definition',
  injected: 'nothing'
}

/** Returns true for a line that declares a function or method of this name. */
export const declares = (line: string, name: string): boolean =>
  new RegExp(`^\\s*(export )?(const |function )?${name}\\b`).test(line)

/** Reads the tables of a page: number, file, function, reference, description. Each table is one path. */
export const readStops = (page: string): Stop[][] => {
  const paths: Stop[][] = []
  for (const line of page.split('\n')) {
    const row = /^\| (\d+) \| `([^`]+)` \| `(\w+)` \| (?:(\d+) `([^`]+)`(?: \(([^)]+)\))?|–) \|/.exec(line)
    if (row === null) continue
    const [, number = '', file = '', name = '', from, reference = '', mark = ''] = row
    if (number === '1') paths.push([])
    const path = paths.at(-1) ?? []
    const before = path.find(stop => stop.number === Number(from))
    const by = byMark[mark]
    if (by === undefined) throw new Error(`Stop ${number}: unknown mark (${mark})`)
    if (from !== undefined && before === undefined) throw new Error(`Stop ${number}: no earlier stop ${from}`)
    path.push({
      number: Number(number),
      file,
      name,
      reached: before ? { from: before, reference, by } : null
    })
  }
  return paths
}
