import type { Logger } from 'pino'
import type { Environment } from '../env.ts'

const isLoopback = (url: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

const why =
  'senders and members behind the proxy cannot be distinguished; set HOOKWRIGHT_PROXIES to the address of the proxy and restart.'

/**
 * Warns about a proxy that is missing in HOOKWRIGHT_PROXIES: immediately if the public URL suggests a proxy,
 * and otherwise at the first request through one.
 */
export const warnOfProxy = (
  { publicUrl, proxies }: Pick<Environment, 'publicUrl' | 'proxies'>,
  log: Pick<Logger, 'warn'>
): ((address: string) => void) => {
  if (publicUrl !== null && !isLoopback(publicUrl) && proxies.length === 0)
    log.warn(
      { publicUrl },
      `HOOKWRIGHT_PUBLIC_URL is set, but HOOKWRIGHT_PROXIES is not. If Hookwright runs behind a proxy, ${why}`
    )
  let hasWarned = false
  return address => {
    if (hasWarned) return
    hasWarned = true
    log.warn({ address }, `A request came through a proxy that is not in HOOKWRIGHT_PROXIES, so ${why}`)
  }
}
