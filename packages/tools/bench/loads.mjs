import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pullRequestPayload, pushPayload } from './payload.mjs'
import { signatureOf } from './product/signed.mjs'

/**
 * A load for the product and its reference.
 * @typedef {object} LoadPlan
 * @property {'usual' | 'paused' | 'large'} name
 * @property {string} what for people
 * @property {import('./post-with-wrk.mjs').Letter} letter
 * @property {'run' | 'keep'} against what the reference does
 * @property {boolean} paused whether the flow is paused meanwhile
 */

/**
 * Returns the loads of a bench, all signed: small bodies with the flow on, the same with the flow paused, large bodies.
 *
 * @param {string} folder where their bodies are put
 * @returns {LoadPlan[]}
 */
export function loadPlans(folder) {
  /**
   * @param {string} event
   * @param {Buffer} body
   */
  const letterOf = (event, body) => {
    const bodyFile = join(folder, `${event}.json`)
    writeFileSync(bodyFile, body)
    return { bodyFile, event, signature: signatureOf(body) }
  }
  const push = letterOf('push', pushPayload())
  const pullRequest = letterOf('pull_request', pullRequestPayload())
  return [
    { name: 'usual', what: '2.9 KB, flow on', letter: push, against: 'run', paused: false },
    { name: 'paused', what: '2.9 KB, flow paused', letter: push, against: 'keep', paused: true },
    { name: 'large', what: '21 KB, flow on', letter: pullRequest, against: 'run', paused: false }
  ]
}
