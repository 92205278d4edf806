import { resolve } from 'node:path'

/** Settings of the service from environment variables. */
export interface Env {
  /** TCP port; 0 for any free port. */
  port: number
  /** Absolute path of the data folder. */
  dataFolder: string
  /** Origin of the only Hookwright that the service may call; null allows any on this machine. */
  callsOnly: string | null
}

/**
 * Reads the environment variables PORT (default 3001), HOOKWRIGHT_DATA (default ./.hookwright) and
 * HOOKWRIGHT_PRACTICE_CALLS, the origin of the only Hookwright that the service may call.
 *
 * @throws Error with a sentence for the operator, when PORT or the origin is invalid
 */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  const port = variables.PORT || '3001'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(
      `The practice service cannot listen on PORT=${port}, because that is not a port number. ` +
        'Set PORT to a whole number from 0 to 65535; 0 picks a free port.'
    )
  }
  const callsOnly = variables.HOOKWRIGHT_PRACTICE_CALLS || null
  if (callsOnly !== null && !(URL.canParse(callsOnly) && new URL(callsOnly).origin === callsOnly)) {
    throw new Error(
      `The practice service cannot call HOOKWRIGHT_PRACTICE_CALLS=${callsOnly}, because that is not an origin. ` +
        'Set it to the origin of Hookwright, such as http://127.0.0.1:3000, or unset it.'
    )
  }
  return {
    port: Number(port),
    dataFolder: resolve(variables.HOOKWRIGHT_DATA || '.hookwright'),
    callsOnly
  }
}
