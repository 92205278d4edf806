import { TypeOf, timeText, valueText } from '@hookwright/cards/views'
import { isBuiltIn, nameOfType } from '@hookwright/model'
import { Badge, buttonClass, cx, type Tone } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, ChevronRight, CircleAlert, type LucideIcon, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { factColumns, factRowClass } from '../../features/history/facts.tsx'
import { isBranch, partsOf } from '../../features/history/json-kinds.ts'
import { JsonTree } from '../../features/history/json-tree.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { usePerson, useWhyNotMaker } from '../../kit/page/use-person.ts'

type Outputs = NonNullable<OpenedDelivery['outputs']>
type Found = Outputs['groups'][number]['fields'][number]

/** Class names of a group heading, as high as a row. */
const headClass = 'm-0 flex min-h-8 items-center border-b border-line text-h3 text-ink'

/** Badges of outputs that need attention. Filled outputs have no badge. */
const looks = {
  partly: { tone: 'warn', icon: TriangleAlert },
  missing: { tone: 'err', icon: CircleAlert },
  unfit: { tone: 'err', icon: CircleAlert }
} as const satisfies Record<Exclude<Found['is'], 'matched'> | 'unfit', { tone: Tone; icon: LucideIcon }>

type Lacking = keyof typeof looks

/**
 * Returns the text of the badge for an output that needs attention: “Missing”, “2 of 5 records”, “Wrong
 * type”.
 */
const formatBadge = (is: Lacking, { found, of }: Found): string => {
  if (is === 'unfit') return 'Wrong type'
  return is === 'partly' ? `${found} of ${of} records` : 'Missing'
}

/** Line with the number of outputs that the request filled. */
const Filled = ({ groups, unfit }: Outputs) => {
  const fields = groups.flatMap(group => group.fields)
  const wrong = new Set(unfit.map(({ id }) => id))
  const filled = fields.filter(({ id, is }) => is === 'matched' && !wrong.has(id)).length
  const isWhole = filled === fields.length
  const all = formatCount(fields.length, 'output')
  return (
    <p className="m-0 flex min-h-8 items-center gap-1.5 border-b border-line text-body text-ink">
      {isWhole && <Check aria-hidden className="size-4 shrink-0 text-ok" strokeWidth={2} />}
      The request provided values for {isWhole && filled > 1 ? 'all' : `${filled} of`} {all}.
    </p>
  )
}

/** Object or list, shown as the number of its parts. A click expands it to a tree. */
const Opened = ({ label, value }: { label: string; value: object }) => {
  const [isOpen, setOpen] = useState(false)
  const count = partsOf(value).length
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${isOpen ? 'Close' : 'Open'} ${label}`}
        className="-ml-1 inline-flex min-h-4 items-baseline gap-0.5 rounded-xs font-code text-small text-ink hover:bg-hover"
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight
          aria-hidden
          className={cx('size-3.5 self-center text-ink-3 transition-transform', isOpen && 'rotate-90')}
          strokeWidth={2}
        />
        {Array.isArray(value) ? `[ ${formatCount(count, 'item')} ]` : `{ ${formatCount(count, 'key')} }`}
      </button>
      {isOpen && (
        <div className="w-full">
          <JsonTree label={label} value={value} opensTo={1} />
        </div>
      )}
    </>
  )
}

const FoundRow = ({ field, unfit }: { field: Found; unfit: Outputs['unfit'][number] | undefined }) => {
  const { label, dataType, value } = field
  const is = unfit === undefined ? field.is : 'unfit'
  const mark = is === 'matched' ? null : looks[is]
  const text = timeText(value, dataType) ?? valueText(value)
  return (
    <li className={cx(factRowClass, factColumns)}>
      {/* The glyph leaves the baseline to the name. */}
      <span className="flex min-w-0 items-baseline gap-2 text-small text-ink-2 *:first:translate-y-0.5 *:first:self-start">
        <TypeOf type={dataType} />
        <span className="min-w-0 break-words">{label}</span>
      </span>
      <div className="flex min-w-0 flex-col items-start gap-1">
        {is !== 'matched' && mark !== null && (
          <Badge tone={mark.tone} icon={<mark.icon aria-hidden />}>
            {formatBadge(is, field)}
          </Badge>
        )}
        {unfit !== undefined && (
          <span className="text-small text-ink-2">
            Expected {nameOfType(dataType)}, received{' '}
            {unfit.seen === null ? 'values of several types' : nameOfType(unfit.seen)}.
          </span>
        )}
        {field.is !== 'missing' &&
          (isBranch(value) && partsOf(value).length > 0 ? (
            <Opened label={label} value={value} />
          ) : (
            <span className="max-w-full truncate font-code text-small text-ink" title={valueText(value)}>
              {text}
            </span>
          ))}
      </div>
    </li>
  )
}

/**
 * List of body fields that no output uses, above a link to the event. Renders nothing without such fields.
 */
const Unused = ({ paths, children }: { paths: string[]; children: ReactNode }) =>
  paths.length === 0 ? (
    children
  ) : (
    <section className="flex flex-col gap-1.5">
      <h3 className={headClass}>Not used</h3>
      <p className="m-0 text-small text-ink-2">
        No card of the event uses {paths.length === 1 ? 'this field' : 'these fields'} of the body.
      </p>
      <ul className="m-0 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 pb-1.5">
        {paths.map(path => (
          <li key={path} className="max-w-full truncate font-code text-small text-ink">
            {path}
          </li>
        ))}
      </ul>
      {children}
    </section>
  )

const whyNone = ({ status, run }: OpenedDelivery, role: string): string => {
  if (role === 'viewer') return 'Viewers cannot see values. Ask the owner of the flow.'
  if (status.is !== 'done' && status.is !== 'accepted')
    return `The delivery is ${status.is}, so it has no outputs.`
  return run === null
    ? 'Not run yet. The outputs appear here after the run.'
    : 'The outputs of the event are not stored.'
}

/** Tab with the event's outputs as filled by the delivery, and the unused parts of the request. */
export const OutputsTab = ({ delivery }: { delivery: OpenedDelivery }) => {
  const { role } = usePerson()
  const isMaker = useWhyNotMaker() === null
  const { outputs, event } = delivery
  if (outputs === null) return <p className="text-body text-ink-2">{whyNone(delivery, role)}</p>
  return (
    <div className="flex flex-col gap-8">
      {outputs.records !== null && (
        <p className="text-body text-ink-2">
          The delivery has {formatCount(outputs.records, 'record')}. Each output shows how many records
          contain a value for it.
        </p>
      )}
      {outputs.groups.length > 0 && <Filled {...outputs} />}
      {outputs.groups.map(({ id, name, fields }) => (
        <section key={id} aria-label={name}>
          <h3 className={headClass}>{name}</h3>
          <ul className="m-0 list-none p-0">
            {fields.map(field => (
              <FoundRow
                key={field.id}
                field={field}
                unfit={outputs.unfit.find(({ id: output }) => output === field.id)}
              />
            ))}
          </ul>
        </section>
      ))}
      {outputs.groups.length === 0 && <p className="text-body text-ink-2">The event has no outputs.</p>}
      <Unused paths={outputs.extra}>
        {isMaker && event !== null && !isBuiltIn(event.connectorId) && (
          <Link
            to="/connectors/$connectorId/flows/$flowId"
            params={{ connectorId: event.connectorId, flowId: event.eventFlowId }}
            className={cx(buttonClass({ look: 'plain', size: 'card' }), 'w-fit')}
          >
            {outputs.extra.length > 0
              ? `Add ${formatCount(outputs.extra.length, 'unused field')} to the event`
              : `Open the event “${event.name}”`}
          </Link>
        )}
      </Unused>
    </div>
  )
}
