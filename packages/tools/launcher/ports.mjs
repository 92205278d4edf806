import { isBlocked } from './blocked-ports.mjs'
import { faultOfListening } from './listening.mjs'

export const defaultPort = '3000'
const loopback = '127.0.0.1'
const highest = 65535

/** Number of ports above the server's to try before any free one is used. */
const tries = 20

/**
 * Chooses the port of the practice service, and refuses unavailable ports.
 *
 * @param {NodeJS.ProcessEnv} env PORT, HOOKWRIGHT_HOST, HOOKWRIGHT_PUBLIC_URL and HOOKWRIGHT_PRACTICE_PORT are read
 * @returns {Promise<{ practice: number | 'off' | 'public' } | { refusal: string }>} port 0 means: any that is free;
 * `public` that there is none, since others reach the server
 */
export async function choosePorts(env) {
  const asked = env.PORT || defaultPort
  const port = portOf(asked)
  if (port === undefined) return { refusal: `PORT is "${asked}", which is no port number. ${range}` }
  // Behind a public URL stands a proxy, which opens any port.
  if (isBlocked(port) && !env.HOOKWRIGHT_PUBLIC_URL) {
    return {
      refusal: `PORT is ${port}, which browsers block. Set it to another number, such as ${defaultPort}.`
    }
  }
  const host = env.HOOKWRIGHT_HOST || loopback
  if (await isTaken(port, host)) {
    const remedy = 'End the program that uses it, or set PORT to another number.'
    return { refusal: `Port ${port} on ${host} is already in use, so Hookwright was not started. ${remedy}` }
  }
  const wish = env.HOOKWRIGHT_PRACTICE_PORT
  if (wish === 'off') return { practice: 'off' }
  if (isPublic(env.HOOKWRIGHT_PUBLIC_URL)) return { practice: 'public' }
  return wish ? choosePracticePort(wish, port) : { practice: await firstFreeAfter(port) }
}

const loopbackHosts = [loopback, 'localhost', '[::1]']

/** @param {string | undefined} url */
function isPublic(url) {
  return Boolean(url) && URL.canParse(`${url}`) && !loopbackHosts.includes(new URL(`${url}`).hostname)
}

const range = `Set it to a number from 0 to ${highest}; 0 means any free port.`

/**
 * @param {string} wish
 * @param {number} serverPort
 * @returns {Promise<{ practice: number } | { refusal: string }>}
 */
async function choosePracticePort(wish, serverPort) {
  const port = portOf(wish)
  if (port === undefined) {
    return {
      refusal: `HOOKWRIGHT_PRACTICE_PORT is "${wish}", which is neither "off" nor a port number. ${range}`
    }
  }
  if (isBlocked(port)) {
    const remedy = 'Set it to another number, or unset it to use any free port.'
    return { refusal: `HOOKWRIGHT_PRACTICE_PORT is ${port}, which browsers block. ${remedy}` }
  }
  if ((port !== 0 && port === serverPort) || (await isTaken(port, loopback))) {
    const remedy = 'Set HOOKWRIGHT_PRACTICE_PORT to another number, or unset it to use any free port.'
    return { refusal: `Port ${port} is already in use, so the practice service cannot use it. ${remedy}` }
  }
  return { practice: port }
}

/**
 * @param {string} text
 * @returns {number | undefined} undefined when the text is no port number
 */
function portOf(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : undefined
  return port !== undefined && port <= highest ? port : undefined
}

/**
 * Returns true if another program uses the port.
 *
 * @param {number} port
 * @param {string} host
 */
async function isTaken(port, host) {
  return (await faultOfListening(port, host)) === 'EADDRINUSE'
}

/** @param {number} serverPort */
async function firstFreeAfter(serverPort) {
  if (serverPort === 0) return 0
  for (let port = serverPort + 1; port <= Math.min(serverPort + tries, highest); port += 1) {
    if (!isBlocked(port) && (await faultOfListening(port, loopback)) === undefined) return port
  }
  return 0
}
