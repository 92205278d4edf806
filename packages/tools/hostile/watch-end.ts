import type { ChildProcess } from 'node:child_process'

/** Maximum number of characters kept from a server's standard error. The last ones are kept. */
const mostKept = 4_000

/**
 * Watches a server for an unexpected end, and forwards its standard error.
 *
 * @returns a function that describes how the server ended; null while it runs
 */
export function watchEnd(child: ChildProcess): () => string | null {
  let lastErrors = ''
  child.stderr?.on('data', bytes => {
    process.stderr.write(bytes)
    lastErrors = (lastErrors + bytes).slice(-mostKept)
  })
  return () => {
    const { exitCode, signalCode } = child
    if (exitCode === null && signalCode === null) return null
    const how = signalCode ?? `exit code ${exitCode}`
    const said = lastErrors.trim() === '' ? 'It said nothing.' : `It said last:\n${lastErrors.trim()}`
    return `The server ended by itself with ${how}. ${said}`
  }
}
