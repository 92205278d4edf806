import type { ActionSignature, EventSignature } from '@hookwright/engine'
import { cx, Notice, RadioGroup, Select, Tabs } from '@hookwright/ui'
import { useEffect, useMemo, useState } from 'react'
import { EventCardPreview } from '../../connector-event/event-card-preview.tsx'
import { ActionPreview } from '../../options/action-preview.tsx'
import { type Sample, useWorkbench } from '../../view/workbench.ts'
import { type OutputValue, shownValues } from '../output-values.ts'
import { jsonSchemaOf, sampleJsonOf } from '../outputs-as-json.ts'
import { groupsOf, type OutputsDraft } from '../outputs-draft.ts'

const modes = [
  { value: 'labels', label: 'Labels' },
  { value: 'data', label: 'Data' }
] as const
type Mode = (typeof modes)[number]['value']

type View = 'card' | 'schema' | 'sample'

const Json = ({ label, value }: { label: string; value: unknown }) => (
  <section aria-label={label}>
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key.
      tabIndex={0}
      className="m-0 max-h-120 overflow-auto rounded-s border border-line bg-surface p-3 font-code text-small text-ink"
    >
      {JSON.stringify(value, null, 2)}
    </pre>
  </section>
)

/**
 * Returns the values to show below the card's outputs: those of the first record. With Run mode, also all
 * records as a list.
 */
const dataOf = (draft: OutputsDraft, records: Record<string, OutputValue>[]): Record<string, unknown> => ({
  ...shownValues(records[0]),
  ...(draft.runMode && {
    records: records.map(record =>
      Object.fromEntries(
        draft.groups.flatMap(group =>
          group.fields.map(field => {
            const read = record[field.id]
            return [field.label, read?.ok ? read.value : null]
          })
        )
      )
    )
  })
})

/** Preview of the event or action as users see it, with names only or with the values of a sample. */
export const OutputsPreview = ({
  event,
  action,
  draft,
  sample,
  samples,
  heardId,
  records,
  why,
  onSample,
  className
}: {
  event: EventSignature
  /** Action that has these outputs; `null` for an event. */
  action: ActionSignature | null
  draft: OutputsDraft
  /** Sample for the values; `null` if nothing was received or pasted. */
  sample: Sample | null
  samples: Sample[]
  /** Id of the sample that was just received by listening. Its values are shown immediately. */
  heardId: string | null
  /** Output values for the sample, one entry per record. */
  records: Record<string, OutputValue>[]
  /** Warning about outputs that are empty for the sample, as a sentence. `null` if there is none. */
  why: string | null
  onSample: (id: string) => void
  className?: string
}) => {
  const bench = useWorkbench()
  const [mode, setMode] = useState<Mode>('labels')
  const [view, setView] = useState<View>('card')
  useEffect(() => {
    if (heardId !== null) setMode('data')
  }, [heardId])
  const shown = useMemo(
    () => ({ ...event, outputs: groupsOf(draft), runMode: draft.runMode }),
    [event, draft]
  )
  const shownAction = useMemo(
    () =>
      action && {
        ...action,
        // Its dynamic inputs are looked at in a dialog of their own.
        inputGroups: (action.inputGroups ?? []).filter(({ dynamic }) => dynamic === undefined),
        outputs: groupsOf(draft)
      },
    [action, draft]
  )
  const withData = mode === 'data' && sample !== null
  const data = withData ? dataOf(draft, records) : null

  const tabs = [
    {
      value: 'card',
      label: 'As card',
      panel: (
        <div className="flex flex-col gap-3">
          {shownAction === null ? (
            <div className="flex justify-center">
              <EventCardPreview event={shown} brand={bench.brand} data={data} />
            </div>
          ) : (
            <ActionPreview action={shownAction} data={data} />
          )}
        </div>
      )
    },
    {
      value: 'schema',
      label: 'As JSON Schema',
      panel: <Json label="JSON Schema of the outputs" value={jsonSchemaOf(draft)} />
    },
    {
      value: 'sample',
      label: 'As sample JSON',
      panel: <Json label="Sample of the outputs" value={sampleJsonOf(draft, withData ? records : null)} />
    }
  ] as const

  return (
    <section aria-label="Preview" className={cx('flex min-w-0 flex-col gap-3 bg-sunken p-5', className)}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="m-0 text-label">Preview</h3>
        <RadioGroup
          label="Preview shows"
          hideLabel
          flow="row"
          choices={modes.map(choice => ({ ...choice, disabled: choice.value === 'data' && sample === null }))}
          value={withData ? 'data' : 'labels'}
          onValueChange={setMode}
        />
      </div>
      {sample !== null && why !== null && <Notice tone="warn">{why}</Notice>}
      {/* Tabs take the room that is left; here they are as high as what they show. */}
      <div className="flex shrink-0 flex-col">
        <Tabs
          label="Preview"
          tabs={tabs}
          value={view}
          onValueChange={setView}
          panelClass="pt-3 outline-offset-2"
        />
      </div>
      {sample === null ? (
        <p className="m-0 text-small text-ink-3">
          {action === null && event.kind !== 'polling-monitor'
            ? 'No sample yet. Paste one with “From sample JSON”, or listen for a request.'
            : 'No sample yet. Paste one with “From sample JSON”, or run the flow here.'}
        </p>
      ) : (
        <Select
          label="Sample"
          size="card"
          choices={samples.map(({ id, name }) => ({ value: id, label: name }))}
          value={sample.id}
          onValueChange={id => {
            onSample(id)
            setMode('data')
          }}
        />
      )}
    </section>
  )
}
