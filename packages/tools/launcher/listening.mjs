import { createServer } from 'node:net'

/**
 * Tests that a port can be listened on.
 *
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the system's code for why not, such as EADDRINUSE; undefined when one can
 */
export function faultOfListening(port, host) {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', fault => resolve('code' in fault ? String(fault.code) : fault.message))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}
