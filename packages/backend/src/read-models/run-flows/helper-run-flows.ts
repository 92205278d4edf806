import { keyOfPath } from '@hookwright/engine'
import { Fault, type HelperTerms, type RunKind, type SubscriptionTerms, startCardOf } from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { partsOfVersion, type RunFlows, type RunFlowsContext, signaturesOf } from './run-flows.ts'

/**
 * Returns the subscription's helper flow for this kind of run, with its inputs. `null` if such runs execute
 * no helper flow.
 */
const termsOfRun = (kind: RunKind, terms: SubscriptionTerms): HelperTerms | null => {
  switch (kind) {
    case 'registration':
      return terms.registration
    case 'deregistration':
      return terms.deregistration
    case 'renewal':
      return terms.renewal ?? null
    case 'listing':
      return terms.listing ?? null
    case 'probe':
      return terms.probeFlow ?? null
    case 'poll':
    case 'flow':
    case 'authping':
    case 'revoke':
    case 'test':
      return null
  }
}

/**
 * Returns the flows to draw for a run of a helper flow, such as a registration. Uses the flows of the
 * connector version.
 */
export const loadHelperRunFlows = async (
  { specs, loadedRevisions }: RunFlowsContext,
  run: RunRow,
  { terms, tokenTail }: SubscriptionRow
): Promise<RunFlows> => {
  const loadedRevision = await loadedRevisions.of(terms.versionId, null)
  const { flows } = loadedRevision.snapshot
  const flow = flows.find(candidate => candidate.id === run.flowId)
  const start = flow && startCardOf(flow.doc)
  if (!flow || !start) throw new Fault('run.not-drawable')
  const inputs = termsOfRun(run.kind, terms)?.inputs ?? {}
  const isTold = run.kind === 'registration' || run.kind === 'renewal'
  const eventUrl = isTold ? { eventUrl: `/e/…${tokenTail}`, signingSecret: '•••' } : {}
  return {
    ...partsOfVersion(loadedRevision, specs),
    isDraft: false,
    isMakers: true,
    ofFlow: null,
    revisionNumber: null,
    flow,
    flows,
    signatures: signaturesOf(flows, specs),
    given: { [keyOfPath([start.id])]: { ...eventUrl, ...inputs } },
    records: null,
    missing: null
  }
}
