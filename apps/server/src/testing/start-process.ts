import { z } from 'zod'
import { bundle } from './bundle.ts'
import { type Child, startBundle } from './child.ts'
import { variablesFor } from './open-server.ts'

const Started = z.object({ url: z.string(), pid: z.number(), link: z.string().nullable() })

/** Server in a separate process. */
export interface ServerProcess extends z.infer<typeof Started> {
  child: Child
}

/** Starts a server in a separate process, and resolves once it listens. */
export type StartProcess = (
  port: number,
  variables: Record<string, string>,
  /** Maximum time to finish work in progress when the server stops, in milliseconds. */
  closingTime?: number
) => Promise<ServerProcess>

/**
 * Bundles the server. Returns a function that starts processes with this data folder, which stays empty on
 * PostgreSQL.
 */
export const bundleProcess = async (dataFolder: string): Promise<StartProcess> => {
  const script = await bundle(new URL('./server-process.ts', import.meta.url))
  return async (port, variables, closingTime) => {
    const env = variablesFor(dataFolder, { PORT: `${port}`, ...variables })
    const child = startBundle(script, {
      env,
      ...(closingTime !== undefined && { args: [`${closingTime}`] })
    })
    return { ...Started.parse(await child.firstLine), child }
  }
}

/** Kills processes, and waits until they have ended. */
export const killAll = async (processes: readonly ServerProcess[]): Promise<void> => {
  for (const { child } of processes) child.send('SIGKILL')
  await Promise.all(processes.map(({ child }) => child.ended))
}
