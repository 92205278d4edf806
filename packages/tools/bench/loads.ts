import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Letter } from './load.ts'
import { pullRequestPayload, pushPayload } from './payload.ts'
import { signatureOf } from './product/signed.ts'

/** Load test for the product and the reference. */
export interface LoadPlan {
  name: 'usual' | 'paused' | 'large'
  /** Description of the load for the report. */
  what: string
  letter: Letter
  /** Reference server to compare with: `run` also runs the flow, `keep` only stores deliveries. */
  against: 'run' | 'keep'
  /** True if the flow is paused during the load. */
  paused: boolean
}

/**
 * Returns the load tests of a bench, all with signed requests: small bodies with the flow on, small bodies
 * with the flow paused, and large bodies.
 *
 * @param folder folder where the bodies are written
 */
export function loadPlans(folder: string): [usual: LoadPlan, paused: LoadPlan, large: LoadPlan] {
  const letterOf = (event: string, body: Buffer) => {
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
