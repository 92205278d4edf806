import { type ChildProcess, spawn } from 'node:child_process'

/** A Node process that a test started. */
export interface Child {
  /** First output line, parsed as JSON. Rejects with the output if the process ends without such a line. */
  firstLine: Promise<unknown>
  /** Returns the standard output so far. */
  output: () => string
  errors: () => string
  send: (signal: NodeJS.Signals) => void
  /** Resolves with the exit code, or the signal that killed it. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

const readLine = (text: string): unknown => {
  const end = text.indexOf('\n')
  if (end < 0) return undefined
  try {
    return JSON.parse(text.slice(0, end))
  } catch {
    return undefined
  }
}

const collect = (stream: ChildProcess['stdout'], told: (text: string) => void): void => {
  stream?.setEncoding('utf8').on('data', told)
}

/** Starts a TypeScript file in a separate process, with only these variables. */
export const startChild = (file: URL, params: { args?: string[]; env: Record<string, string> }): Child =>
  runNode(['--import', import.meta.resolve('tsx'), file.pathname, ...(params.args ?? [])], params.env)

/** Starts a script from `bundle` in a separate process, with only these variables. */
export const startBundle = (
  script: string,
  params: { args?: string[]; env: Record<string, string> }
): Child => runNode(['--input-type=module', '-', ...(params.args ?? [])], params.env, script)

/**
 * Starts Node with these arguments and only these environment variables. `node` is the path of the Node
 * executable.
 */
export const runNode = (
  args: string[],
  env: Record<string, string>,
  input = '',
  node = process.execPath
): Child => {
  const child = spawn(node, args, { env, stdio: 'pipe' })
  child.stdin.end(input)
  let output = ''
  let errors = ''
  collect(child.stderr, text => {
    errors += text
  })
  const ended = new Promise<Awaited<Child['ended']>>(resolve => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const firstLine = new Promise<unknown>((resolve, reject) => {
    collect(child.stdout, text => {
      output += text
      const line = readLine(output)
      if (line !== undefined) resolve(line)
    })
    ended.then(end => reject(new Error(`It ended (${JSON.stringify(end)}) and said: ${output}${errors}`)))
  })
  // A test that only waits for the end does not look at the line.
  firstLine.catch(() => {})
  return {
    firstLine,
    output: () => output,
    errors: () => errors,
    send: signal => {
      child.kill(signal)
    },
    ended
  }
}
