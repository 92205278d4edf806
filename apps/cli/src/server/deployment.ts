import type { ServerApi } from './server-api.ts'

/** Result of creating a plan: the plan, or the reasons why the files cannot be read. */
type PlanAnswer = Awaited<ReturnType<ServerApi['plans']['make']['mutate']>>

/** Plan of a deployment, as the server made it. */
export type Plan = Extract<PlanAnswer, { ok: true }>

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

const nameOf = (name: string | null): string => name ?? 'Unnamed flow'

/** Formats the effect of a plan on live registrations: “2 flows register again, 1 changes in place”. */
export const formatEffect = ({ registrations, isUpToDate, to, from }: Plan): string => {
  if (isUpToDate && registrations.length === 0) {
    return `Version ${from} already matches the files; nothing changes.`
  }
  const own = registrations.filter(({ isOwn }) => isOwn)
  const count = (does: string): number => own.filter(each => each.does === does).length
  const others = registrations.length - own.length
  const again = count('re-register')
  const inPlace = count('in-place')
  const lost = own.filter(({ does }) => does === 'lost')
  const parts = [
    ...(again === 0 ? [] : [`${counted(again, 'flow registers', 'flows register')} again`]),
    ...(inPlace === 0 ? [] : [`${counted(inPlace, 'flow changes', 'flows change')} in place`]),
    ...(again + inPlace === 0 ? [] : ['events that arrive during the upgrade are stored']),
    ...lost.map(
      ({ flowName }) =>
        `version ${isUpToDate ? from : to} breaks flow ${nameOf(flowName)}, which keeps its version`
    ),
    ...(others === 0
      ? []
      : [
          `${counted(others, 'flow that the key may not upgrade keeps its', 'flows that the key may not upgrade keep their')} version`
        ])
  ]
  const text = parts.length === 0 ? 'no flow that is on uses this connector' : parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** Returns one row per change: its kind (“draft replaced”), its subject (the name of a flow), and details. */
const rowsOf = (plan: Plan): [kind: string, subject: string, details: string][] => [
  ...(plan.changesSettings && plan.from !== null
    ? [['changed', 'Settings and authentication', ''] as [string, string, string]]
    : []),
  ...plan.flows.map(({ name, effect }): [string, string, string] => [effect, nameOf(name), '']),
  ...plan.untouched.map((name): [string, string, string] => ['kept', nameOf(name), 'Not in the files.']),
  ...plan.replacedDrafts.map((name): [string, string, string] => [
    'draft replaced',
    nameOf(name),
    'The files replace draft changes that were never deployed.'
  ]),
  ...plan.hosts
    .filter(({ isNew }) => isNew)
    .map(({ host, places }): [string, string, string] => ['new host', host, places.join(', ')])
]

const does = { 're-register': 'registers again', 'in-place': 'changes in place', lost: 'breaks' } as const

const flowRowsOf = (plan: Plan): [does: string, flow: string, reasons: string][] => [
  ...plan.registrations.map((each): [string, string, string] => [
    each.isOwn ? does[each.does] : 'not upgraded by this key',
    nameOf(each.flowName),
    each.reasons.join(' ')
  ]),
  ...plan.broken.map(({ flowName, reasons }): [string, string, string] => [
    'off, needs changes',
    nameOf(flowName),
    reasons.join(' ')
  ])
]

const titleOf = ({ name, from, to }: Plan, where: string): string =>
  `${name}: ${from === null ? 'nothing deployed' : `version ${from}`} → version ${to} at ${where}`

const asLine = ([first, second, third]: readonly string[]): string =>
  `  ${first}: ${second}${third === '' ? '' : ` – ${third}`}`

/** Formats a plan as text for a terminal. */
export const planAsText = (plan: Plan, where: string): string =>
  [
    titleOf(plan, where),
    ...rowsOf(plan).map(asLine),
    ...plan.findings.map(({ severity, flowName, message }) => asLine([severity, nameOf(flowName), message])),
    ...flowRowsOf(plan).map(asLine),
    formatEffect(plan)
  ].join('\n')

const escaped = (text: string): string => text.replace(/[\\|<>`*_[\]]/g, '\\$&').replace(/\s+/g, ' ')

const table = (head: string, rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : ['', head, '|---|---|---|', ...rows.map(row => `| ${row.map(escaped).join(' | ')} |`)]

/** Formats a plan as Markdown for a pull request. */
export const planAsMarkdown = (plan: Plan, where: string): string =>
  [
    `### ${escaped(titleOf(plan, where))}`,
    '',
    `**${escaped(formatEffect(plan))}**`,
    ...table('| Change | Item | Details |', rowsOf(plan)),
    ...table('| Effect | Flow | Reasons |', flowRowsOf(plan)),
    ...table(
      '| Problem | Flow | Details |',
      plan.findings.map(({ severity, flowName, message }) => [severity, nameOf(flowName), message])
    )
  ].join('\n')
