import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { endOf } from '../commands/exit-code.mjs'

/**
 * Waits until a process has printed the expected output.
 *
 * @param name name of the process, for the error
 * @param read called with each line; returns undefined until the output is complete
 * @throws Error with the whole output when the process ends early, or when it takes too long and is killed
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
