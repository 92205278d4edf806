import {
  type Authentication,
  type Finding,
  type FlowKind,
  methodsWithoutClient,
  shownFlowName
} from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import { kindLabels } from '../authentication/kind-labels.ts'
import { AUTHENTICATION, CLIENT_ID } from './section.tsx'

/** Progress of a step to a deployed connector: open, done, or done with a warning. */
export type StepState = 'open' | 'done' | 'look'

/** One step to a deployed connector, with the tab where it is done. */
export interface ReadinessStep {
  id: 'authentication' | 'connection' | 'event' | 'deploy'
  title: string
  state: StepState
  say: string
  tab: 'settings' | 'flows' | 'test-connections' | 'deployment'
  /** Part of the tab to scroll to, as the hash of the URL; absent for the whole tab. */
  at?: string
}

/** Data from which the checklist is computed; null for data that is still loading. */
export interface ReadinessInput {
  authentication: Authentication
  /** Number of test connections. */
  connections: number | null
  flows: readonly { kind: FlowKind | null; active: boolean }[] | null
  findings: readonly Finding[] | null
  versions: readonly { number: number; status: 'test' | 'deployed' | 'superseded' }[] | null
}

const warningLabels: Partial<Record<Finding['code'], string>> = {
  'HW-only-registration': 'no deregistration flow',
  'HW-only-deregistration': 'no registration flow',
  'HW-no-registration-key': 'no signing key',
  'HW-no-outputs': 'no outputs',
  'HW-unmapped-outputs': 'outputs not mapped'
}

const authenticationStep = (authentication: Authentication): ReadinessStep => {
  const { kind, baseUrl, others = [] } = authentication
  const hasBase = baseUrl.kind !== 'literal' || baseUrl.value !== ''
  const isOpen = kind === 'none' && !hasBase
  const lacksClient = methodsWithoutClient(authentication).length > 0
  const lacksBase = kind !== 'none' && !hasBase
  const chosen = kind === 'none' ? 'No credentials needed' : kindLabels[kind]
  return {
    id: 'authentication',
    title: 'Authentication',
    state: isOpen ? 'open' : lacksClient || lacksBase ? 'look' : 'done',
    say: isOpen
      ? 'Not chosen yet'
      : lacksClient
        ? 'No client ID yet'
        : lacksBase
          ? 'No base URL yet'
          : others.length > 0
            ? formatCount(others.length + 1, 'method')
            : chosen,
    tab: 'settings',
    at: !isOpen && lacksClient ? CLIENT_ID : AUTHENTICATION
  }
}

const connectionStep = (connections: number | null): ReadinessStep => ({
  id: 'connection',
  title: 'Test connection',
  state: connections === null || connections === 0 ? 'open' : 'done',
  say: connections === null ? '' : connections === 0 ? 'None yet' : formatCount(connections, 'connection'),
  tab: 'test-connections'
})

const formatOffers = (events: number, actions: number, byHand: number): string =>
  [
    ...(events > 0 ? [formatCount(events, 'event')] : []),
    ...(actions > 0 ? [formatCount(actions, 'action')] : []),
    ...(byHand > 0 ? [`${byHand === events ? '' : `${byHand} `}registered manually`] : [])
  ].join(', ')

const eventStep = ({ flows, findings }: ReadinessInput): ReadinessStep => {
  const about = { id: 'event', title: 'Event or action' } as const
  if (flows === null || findings === null) return { ...about, state: 'open', say: '', tab: 'flows' }
  const countOf = (wanted: FlowKind): number =>
    flows.filter(({ kind, active }) => active && kind === wanted).length
  const events = countOf('webhook-event') + countOf('polling-monitor')
  const actions = countOf('action')
  if (events + actions === 0) return { ...about, state: 'open', say: 'None yet', tab: 'flows' }
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (errors > 0)
    return { ...about, state: 'look', say: `${formatCount(errors, 'error')} to fix`, tab: 'deployment' }
  const warning = findings.find(({ code }) => warningLabels[code] !== undefined)
  // Some services have no other way, so the step is done.
  const byHand = findings.filter(({ code }) => code === 'HW-no-registration').length
  if (warning === undefined)
    return { ...about, state: 'done', say: formatOffers(events, actions, byHand), tab: 'flows' }
  const say = `${shownFlowName(warning.flowName)}: ${warningLabels[warning.code]}`
  return { ...about, state: 'look', say, tab: 'deployment' }
}

const deployStep = ({ versions }: ReadinessInput): ReadinessStep => {
  const deployed = versions?.find(({ status }) => status === 'deployed')
  const newest = versions?.[0]
  const open =
    versions === null
      ? ''
      : newest === undefined
        ? 'No versions yet'
        : `Version ${newest.number} is not deployed`
  return {
    id: 'deploy',
    title: 'Deployment',
    state: deployed === undefined ? 'open' : 'done',
    say: deployed === undefined ? open : `Version ${deployed.number}`,
    tab: 'deployment'
  }
}

/** Returns the four steps from a new connector to a usable one, in order. */
export const readinessOf = (params: ReadinessInput): ReadinessStep[] => [
  authenticationStep(params.authentication),
  connectionStep(params.connections),
  eventStep(params),
  deployStep(params)
]
