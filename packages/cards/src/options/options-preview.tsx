import type { Field, FieldId, Json } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import { ActionCardPreview } from '../connector-action/action-card-preview.tsx'
import { EventCardPreview } from '../connector-event/event-card-preview.tsx'
import { unknownEvent } from '../connector-event/fresh-event-card.ts'
import { ChoiceSourceContext } from '../view/choice-source.ts'
import { helperOf, type Picks, valuesOf } from '../view/option-values.ts'
import { useWorkbench } from '../view/workbench.ts'
import { ChoiceNews } from './choice-news.tsx'
import { usePreviewChoices } from './preview-choices.ts'
import { TestConnectionSelect, useTestConnection } from './test-connection.tsx'

/**
 * Preview of the edited event's or action's card with these options. Outputs have their own preview in
 * another dialog.
 */
const OfferPreview = ({
  options,
  ...props
}: {
  options: Field[]
  picks: Picks
  onPicks: (picks: Picks) => void
}) => {
  const bench = useWorkbench()
  const event = bench.useEvent() ?? unknownEvent
  const action = bench.useAction()
  const shown = useMemo(() => ({ ...event, options, outputs: [], runMode: false }), [event, options])
  const shownAction = useMemo(
    () =>
      action && {
        ...action,
        options,
        // Its dynamic inputs are looked at in a dialog of their own.
        inputGroups: (action.inputGroups ?? []).filter(({ dynamic }) => dynamic === undefined),
        outputs: []
      },
    [action, options]
  )
  return shownAction === null ? (
    <EventCardPreview event={shown} brand={bench.brand} {...props} />
  ) : (
    <ActionCardPreview action={shownAction} brand={bench.brand} {...props} />
  )
}

/**
 * Interactive preview of the event or action as users see it. Chosen values are passed to its helper flows.
 */
export const OptionsPreview = ({
  options,
  keys,
  className
}: {
  options: Field[]
  /** Keys under which helper flows receive the options, by draft id. */
  keys: ReadonlyMap<FieldId, FieldId>
  className?: string
}) => {
  const testing = useTestConnection()
  const [picks, setPicks] = useState<Picks>({})
  const values = useMemo(() => valuesOf(options, picks), [options, picks])
  const { source, news, again } = usePreviewChoices(options, values, testing)
  const sent = Object.fromEntries(
    options.map(({ id }): [FieldId, Json] => [keys.get(id) ?? id, values[id] ?? null])
  )

  return (
    <section aria-label="Preview" className={cx('flex min-w-0 flex-col gap-3 bg-sunken p-5', className)}>
      <h3 className="m-0 text-label">Preview</h3>
      <ChoiceSourceContext value={source}>
        <div className="flex justify-center">
          <OfferPreview options={options} picks={picks} onPicks={setPicks} />
        </div>
      </ChoiceSourceContext>
      {options.some(option => helperOf(option) !== null) && (
        <>
          <TestConnectionSelect {...testing} />
          <ChoiceNews news={news} again={again} />
        </>
      )}
      {options.length > 0 && (
        <div className="flex min-w-0 flex-col gap-1">
          <h4 className="m-0 text-small text-ink-2">Values passed to the helper flow</h4>
          <section
            aria-label="Values passed to the helper flow"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key.
            tabIndex={0}
            className="max-h-40 overflow-auto rounded-s border border-line bg-surface p-2"
          >
            <pre className="m-0 font-code text-small text-ink">{JSON.stringify(sent, null, 2)}</pre>
          </section>
        </div>
      )}
    </section>
  )
}
