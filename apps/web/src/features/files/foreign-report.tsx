import type { AppRouter } from '@hookwright/api'
import { Badge, Notice, Switch } from '@hookwright/ui'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import { formatCount, pluralOf } from '../../kit/page/format-count.ts'
import { listClass, rowClass, Section } from './import-parts.tsx'

/** Result of previewing another product's file: a report, or the reason why it cannot be imported. */
export type Previewed = inferRouterOutputs<AppRouter>['flows']['previewForeign']

/** Report on the import of another product's file, before the import (preview) or after it. */
export type ForeignReport = Extract<Previewed, { ok: true }>

type ReportedCard = ForeignReport['cards'][number]
type Outcome = ReportedCard['outcome']

const outcomes: Record<Outcome, { label: string; tone: 'ok' | 'warn' | 'neutral' }> = {
  converted: { label: 'Converted', tone: 'ok' },
  inserted: { label: 'Converted with an inserted card', tone: 'ok' },
  stub: { label: 'Stub flow', tone: 'neutral' },
  note: { label: 'Kept as a note', tone: 'warn' }
}

const order: Outcome[] = ['converted', 'inserted', 'stub', 'note']

/** Returns true for a card that the user should review. */
const needsLook = ({ outcome, remarks }: ReportedCard): boolean => outcome === 'note' || remarks.length > 0

/** Maximum number of flows and of cards shown. */
const MOST_SHOWN = 200

/** Groups cards by flow, in order. */
const byFlow = (cards: readonly ReportedCard[]): { flow: string; cards: ReportedCard[] }[] => {
  const groups = new Map<string, ReportedCard[]>()
  for (const card of cards) groups.set(card.flow, [...(groups.get(card.flow) ?? []), card])
  return [...groups].map(([flow, inFlow]) => ({ flow, cards: inFlow }))
}

/** Formats the number of imported flows: “5 flows: 3 from the file, and 2 helper flows added for its cards.” */
const sayFlows = ({ flows, inFile }: ForeignReport): string => {
  const added = flows.length - inFile
  return added === 0
    ? `${formatCount(inFile, 'flow')} from the file.`
    : `${formatCount(flows.length, 'flow')}: ${inFile} from the file, and ${formatCount(added, 'helper flow')} added for its cards.`
}

const CardRow = ({ card }: { card: ReportedCard }) => {
  const { label, tone } = outcomes[card.outcome]
  const notes = [
    ...(card.inserted.length === 0 ? [] : [`Inserted: ${card.inserted.join(', ')}.`]),
    ...card.remarks
  ]
  return (
    <li className={`${rowClass} flex-wrap`}>
      <span className="min-w-0 grow truncate text-body text-ink">{card.card}</span>
      <span className="truncate font-code text-small text-ink-3">
        {card.service === null ? card.operation : `${card.service} ▸ ${card.operation}`}
      </span>
      <Badge tone={tone}>{label}</Badge>
      {notes.length > 0 && <span className="w-full text-small text-ink-2">{notes.join(' ')}</span>}
    </li>
  )
}

/** Report of an import from another product: the outcome of each flow and card. */
export const ForeignReportView = ({ report }: { report: ForeignReport }) => {
  const [isAll, setAll] = useState(false)
  const cards = isAll ? report.cards : report.cards.filter(needsLook)
  return (
    <>
      <Section title="Flows">
        <p className="m-0 text-small text-ink-2">{sayFlows(report)}</p>
        <ul className={listClass}>
          {report.flows.slice(0, MOST_SHOWN).map(({ name, cards: count }) => (
            <li key={name} className={rowClass}>
              <span className="min-w-0 grow truncate text-body text-ink">{name}</span>
              <span className="text-small text-ink-3">{formatCount(count, 'card')}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Cards">
        <p className="m-0 flex flex-wrap gap-2">
          {order
            .filter(outcome => report.counts[outcome] > 0)
            .map(outcome => (
              <Badge key={outcome} tone={outcomes[outcome].tone}>
                {`${outcomes[outcome].label}: ${report.counts[outcome]}`}
              </Badge>
            ))}
        </p>
        <Switch label="Also show cards without remarks" checked={isAll} onCheckedChange={setAll} />
        {cards.length === 0 ? (
          <p className="m-0 text-small text-ink-2">All cards were converted without remarks.</p>
        ) : (
          <div className="flex flex-col gap-3">
            {byFlow(cards.slice(0, MOST_SHOWN)).map(({ flow, cards: inFlow }) => (
              <div key={flow} className="flex flex-col gap-1">
                <h4 className="m-0 text-small font-semibold text-ink-2">{flow}</h4>
                <ul className={listClass}>
                  {inFlow.map((card, index) => (
                    // A report never changes, so the place of a card names it.
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed
                    <CardRow key={index} card={card} />
                  ))}
                </ul>
              </div>
            ))}
          </div>
        )}
        {cards.length > MOST_SHOWN && (
          <p className="m-0 text-small text-ink-2">
            {formatCount(cards.length - MOST_SHOWN, 'more card')}{' '}
            {pluralOf(cards.length - MOST_SHOWN, 'follows', 'follow')}. The command “hookwright import FILE
            --report” prints all of them.
          </p>
        )}
      </Section>
      {report.remarks.length > 0 && <Notice tone="warn">{report.remarks.join(' ')}</Notice>}
    </>
  )
}
