import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { endOf } from '../commands/exit-code.mjs'

/**
 * Waits until a process has printed something.
 *
 * @param name of the process, for the error
 * @param read is given each line; undefined until everything is there
 * @throws Error with all that it printed, when it ends before or takes longer, in which case it is killed
 */
export function untilPrinted<Found>(
  child: ChildProcess,
  name: string,
  withinMs: number,
  read: (line: string) => Found | undefined
): Promise<Found> {
  const printed: string[] = []
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${name} ${why}. It said:\n${printed.join('\n')}`))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`took longer than ${withinMs / 1000} s`)
    }, withinMs)
    let isFound = false
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', line => {
        if (isFound) return
        printed.push(line)
        const found = read(line)
        if (found === undefined) return
        isFound = true
        clearTimeout(late)
        resolve(found)
      })
    }
    void endOf(child).then(code => {
      clearTimeout(late)
      fail(`ended with code ${code}`)
    })
  })
}
