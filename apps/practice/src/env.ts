import { resolve } from 'node:path'

/** Where the service listens and where it keeps its state. */
export interface Env {
  /** 0 means: any port that is free. */
  port: number
  /** An absolute path. */
  dataFolder: string
}

/**
 * Reads the two variables the service knows: PORT (3001 when unset) and HOOKWRIGHT_DATA (./.hookwright when unset).
 *
 * @throws Error with a sentence for the person who started the service, when PORT is no port
 */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const port = variables.PORT || '3001'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(
      `The practice service cannot listen on PORT=${port}, because that is not a port number. ` +
        'Set PORT to a whole number from 0 to 65535; 0 picks a free port.'
    )
  }
  return { port: Number(port), dataFolder: resolve(variables.HOOKWRIGHT_DATA || '.hookwright') }
}
