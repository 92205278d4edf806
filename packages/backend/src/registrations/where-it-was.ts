import { cardAt, nameOfCard } from '@hookwright/engine'
import type { FaultData, Id, Step, StepPath } from '@hookwright/model'
import type { Trace } from '../kernel/traces.ts'
import { byFlowId } from '../revisions/run-lines.ts'
import type { RegistrationContext } from './registration-context.ts'

/** Card of a helper flow, with its name, its path and its flow. */
export interface Place {
  /** Name of the card. Empty when the flow failed before its first card. */
  card: string
  at: StepPath
  flowId: Id
  flowName: string
}

/**
 * Returns the card of a helper flow at this path, with its name in the version; null when unknown.
 */
export const placeIn = async (
  context: Pick<RegistrationContext, 'loadedRevisions' | 'specs'>,
  { versionId, flowId }: { versionId: Id; flowId: Id },
  at: StepPath
): Promise<Place | null> => {
  const loadedRevision = await context.loadedRevisions.of(versionId, null).catch(() => null)
  const flow = loadedRevision?.snapshot.flows.find(candidate => candidate.id === flowId)
  if (!loadedRevision || flow === undefined) return null
  const { specs } = context
  const found = cardAt({ path: at, flow, flows: byFlowId(loadedRevision.snapshot.flows), specs })
  const card = found === null ? '' : nameOfCard(found.card, specs.get(found.card.type))
  return { card, at, flowId, flowName: flow.name }
}

/**
 * Formats the last request of these steps, such as `POST /hooks at api.example.com`. Empty if there is none.
 */
const lastRequest = (steps: Step[], baseUrl: string): string => {
  const sent = steps.flatMap(({ requests = [] }) => requests).at(-1)
  if (sent === undefined) return ''
  const { method, url, status } = sent
  const host = URL.canParse(url) || !URL.canParse(baseUrl) ? '' : ` at ${new URL(baseUrl).host}`
  return `${method} ${url}${host}${status === null ? '' : `, answered with ${status}`}`
}

/**
 * Formats the card where a flow failed, to follow “failed” in a sentence: ` at the card “Create” (POST /hooks
 * …)`.
 */
export const whereFailed = (
  place: Place | null,
  params: { fault: FaultData; steps: Step[]; baseUrl: string }
): string => {
  // What names a request itself does not need it named twice.
  const asked = params.fault.details.method === undefined ? lastRequest(params.steps, params.baseUrl) : ''
  const card = place === null || place.card === '' ? '' : ` at the card “${place.card}”`
  return `${card}${asked === '' ? '' : ` (${asked})`}`
}

/**
 * Formats the card where a flow timed out, for use in a sentence: ` (it was at the card “Create”: POST …)`.
 * `brokenOff` is the path of the aborted card, if any.
 */
export const whereItIs = async (
  context: Pick<RegistrationContext, 'loadedRevisions' | 'specs'>,
  helper: { versionId: Id; flowId: Id },
  { steps, open, baseUrl }: Pick<Trace, 'steps' | 'open' | 'baseUrl'>,
  brokenOff?: StepPath
): Promise<string> => {
  const at = brokenOff ?? [...open].at(-1)?.path
  const last = at ?? steps.findLast(step => step.requests !== undefined)?.path
  const place = last === undefined ? null : await placeIn(context, helper, last)
  if (place === null || place.card === '') return ''
  const asked = lastRequest(steps, baseUrl)
  const stands = at === undefined ? 'the last card was' : 'it was at the card'
  return ` (${stands} “${place.card}”${asked === '' ? '' : `: ${asked}`})`
}
