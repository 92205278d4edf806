import type { Card } from '@hookwright/model'
import { Combobox, cx, useReadOnly } from '@hookwright/ui'
import { type CSSProperties, useMemo } from 'react'
import { readScheduled, scheduleOf } from '../kernel/schedule-config.ts'
import { measures } from './measures.ts'
import { nextRunsOf } from './schedule-rows.ts'
import { useWorkbench } from './workbench.ts'

const settingRow: CSSProperties & Record<'--row', string> = { '--row': `${measures.setting}px` }

/** Weekdays, starting with Monday. */
const weekdays = [
  { day: 1, short: 'Mo', name: 'Monday' },
  { day: 2, short: 'Tu', name: 'Tuesday' },
  { day: 3, short: 'We', name: 'Wednesday' },
  { day: 4, short: 'Th', name: 'Thursday' },
  { day: 5, short: 'Fr', name: 'Friday' },
  { day: 6, short: 'Sa', name: 'Saturday' },
  { day: 0, short: 'Su', name: 'Sunday' }
]

/** Buttons that choose weekdays. */
export const DaysPart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const readOnly = useReadOnly()
  const chosen = readScheduled(card.config)?.days ?? []
  const flip = (day: number): void => {
    const days = chosen.includes(day) ? chosen.filter(other => other !== day) : [...chosen, day]
    const config = { ...card.config, days: days.toSorted((one, other) => one - other) }
    bench.change('change weekdays', { kind: 'configure', card: card.id, config })
  }
  return (
    <fieldset
      className="nodrag nopan m-0 flex items-center justify-between border-0 px-3 py-0"
      style={{ height: measures.setting }}
    >
      <legend className="sr-only">Weekdays</legend>
      {weekdays.map(({ day, short, name }) => (
        <button
          key={day}
          type="button"
          aria-label={name}
          aria-pressed={chosen.includes(day)}
          aria-disabled={readOnly || undefined}
          onClick={() => !readOnly && flip(day)}
          className={cx(
            'flex h-7 w-8 items-center justify-center rounded-s border text-small',
            chosen.includes(day)
              ? 'border-accent bg-accent-soft text-ink'
              : 'border-line-strong text-ink-2 hover:bg-hover'
          )}
        >
          {short}
        </button>
      ))}
    </fieldset>
  )
}

const UTC = { value: 'UTC', label: 'UTC' }

/** Picker for a time zone by its IANA name. */
export const ZonePart = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const zone = readScheduled(card.config)?.zone || UTC.value
  const choices = useMemo(() => {
    const names = Intl.supportedValuesOf('timeZone').filter(name => name !== UTC.value)
    const all = names.includes(zone) || zone === UTC.value ? names : [zone, ...names]
    return [UTC, ...all.map(value => ({ value, label: value }))]
  }, [zone])
  return (
    <div className="card-setting nodrag nopan flex items-center gap-2 px-3" style={settingRow}>
      <span aria-hidden className="card-setting-label">
        Time zone
      </span>
      <div className="min-w-0 grow">
        <Combobox
          label="Time zone"
          hideLabel
          size="card"
          choices={choices}
          value={zone}
          onValueChange={value => {
            if (value === null) return
            const config = { ...card.config, zone: value }
            bench.change('change Time zone', { kind: 'configure', card: card.id, config })
          }}
        />
      </div>
    </div>
  )
}

/**
 * List of the next runs in the schedule's time zone. It also mentions changes to or from daylight saving time
 * in this period.
 */
export const NextRunsPart = ({ card }: { card: Card }) => {
  const config = readScheduled(card.config)
  const schedule = config && scheduleOf(config)
  if (schedule === null) return null
  const { ticks, notes } = nextRunsOf(schedule, Date.now())
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone: schedule.zone === '' ? UTC.value : schedule.zone
  })
  return (
    <div className="px-3 text-small text-ink-2">
      <ol aria-label="Next runs" className="tabular m-0 list-none p-0">
        {ticks.map(tick => (
          <li key={tick} className="truncate" style={{ height: measures.line }}>
            <time dateTime={new Date(tick).toISOString()}>{format.format(tick)}</time>
          </li>
        ))}
      </ol>
      {notes.map(note => (
        <p
          key={note}
          className="m-0 text-ink-3"
          style={{ marginTop: measures.fieldGap, lineHeight: `${measures.messageLine}px` }}
        >
          {note}
        </p>
      ))}
    </div>
  )
}
