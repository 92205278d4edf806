import { Secret } from '@hookwright/model'
import { type CliHost, runCli } from '../cli.ts'
import type { Printed } from '../kernel/print.ts'

/** Runs a command line in this process, with the context of a test. */
export const runInProcess = (
  args: string[],
  params: Partial<CliHost> & { url?: string; key?: string; values?: Record<string, string> } = {}
): Promise<Printed & { code: number }> => {
  const { url = null, key, values = {}, ...host } = params
  return runCli(args, {
    cwd: '/nowhere',
    root: '/nowhere',
    env: {
      url,
      apiKeyFor: () => (key === undefined ? null : new Secret(key)),
      connectionValue: field => (values[field] === undefined ? null : new Secret(values[field])),
      dataFolder: '/nowhere/.hookwright'
    },
    version: '0.7.0',
    nodeVersion: '20.19.0',
    now: () => 0,
    fetch: () => Promise.reject(new Error('No network in this test.')),
    wait: () => Promise.resolve(),
    stopping: new AbortController().signal,
    write: () => {},
    writeError: () => {},
    openDriver: () => {},
    runScript: () => Promise.reject(new Error('No scripts in this test.')),
    ...host
  })
}
