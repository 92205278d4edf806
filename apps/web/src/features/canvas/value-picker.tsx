import { Autocomplete } from '@base-ui/react/autocomplete'
import {
  type Caret,
  type FieldAt,
  GroupMark,
  nameOfPlace,
  TypeOf,
  timeText,
  valueText
} from '@hookwright/cards/views'
import { bindingTargetOf } from '@hookwright/engine'
import { type CardId, isNothing, nameOfType } from '@hookwright/model'
import { Dialog, itemClass } from '@hookwright/ui'
import { Search, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { type Grouped, groupByHeading } from '../../kit/actions/in-groups.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import { mapTo } from './commands/carried-pill.ts'
import { requestFocus } from './commands/choose.ts'
import { knownPathsOf } from './drawing/known-paths.ts'
import { type Entry, entriesFor } from './mapping/entries.ts'
import { namedEntries } from './mapping/named-entries.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'

/** Line of an entry: the value with its group, and its sample or the reason why it probably does not fit. */
const EntryLine = ({ entry: { type, group, label, source, value, doubt } }: { entry: Entry }) => (
  <>
    <TypeOf type={type} />
    <span className="min-w-0 truncate">
      {group !== null && <span className="text-ink-3">{group} › </span>}
      {label}
    </span>
    <span className="sr-only">of {source}</span>
    {doubt !== null ? (
      <span className="ml-auto flex shrink-0 items-center gap-1 pl-3 text-small text-warn">
        <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
        {doubt}
      </span>
    ) : (
      !isNothing(value) && (
        <span className="ml-auto max-w-2/5 truncate pl-3 font-code text-small text-ink-3">
          {timeText(value, type) ?? valueText(value)}
        </span>
      )
    )}
  </>
)

const Picker = ({ at, caret, onDone }: { at: FieldAt; caret: Caret | null; onDone: () => void }) => {
  const canvas = useCanvas()
  const view = useDrawing(drawing => drawing.view)
  const cards = useDrawing(drawing => drawing.cards)
  const [typed, setTyped] = useState('')
  const seen = useCallback((card: CardId) => cards.get(card)?.values?.outputs, [cards])
  const { fitting, refused } = useMemo(
    () => entriesFor(view, at, knownPathsOf(view.flow, canvas.folds.getState().paths), seen),
    [view, at, canvas, seen]
  )
  const found = bindingTargetOf(view, at)
  const words = typed.trim()
  const entries = useMemo(
    () => (words === '' ? fitting : namedEntries(view, at, fitting, words, seen)),
    [fitting, words, view, at, seen]
  )

  const choose = (entry: Entry): void => {
    onDone()
    mapTo(canvas, at, entry.pill, caret)
    // Who was typing where the value went types on behind it.
    requestFocus(canvas, at.card, nameOfPlace(at), caret === null ? 'focus' : 'type')
  }

  if (found === null) return null
  return (
    <Autocomplete.Root<Grouped<Entry>>
      open
      inline
      items={groupByHeading(entries, entry => entry.source)}
      filter={null}
      value={typed}
      onValueChange={setTyped}
      autoHighlight="always"
    >
      <div className="sticky top-0 flex items-center gap-2 border-b border-line bg-raised px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
        <Autocomplete.Input
          aria-label={`Value for ${found.label}`}
          placeholder="Search, or enter a path such as Body.user.id"
          className="h-11 w-full min-w-0 bg-transparent text-body text-ink outline-none"
        />
      </div>
      <Autocomplete.Empty>
        <p className="m-0 p-4 text-body text-ink-2">
          {fitting.length === 0
            ? `No earlier card has an output of type ${nameOfType(found.type)}.`
            : 'No values found. To map a key of an object, enter a path such as Body.user.id.'}
        </p>
      </Autocomplete.Empty>
      <Autocomplete.List aria-label="Values" className="p-1 data-empty:p-0">
        {(group: Grouped<Entry>) => (
          <Autocomplete.Group key={group.items[0]?.card} items={group.items}>
            <Autocomplete.GroupLabel className="flex items-center gap-2 px-2 pt-2 pb-1 text-small font-semibold text-ink-3">
              <GroupMark
                type={cards.get(group.items[0]?.card ?? '')?.spec.type ?? 'assign'}
                group={cards.get(group.items[0]?.card ?? '')?.spec.group ?? 'Flow Control'}
                size={18}
              />
              {group.heading}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={JSON.stringify(entry.pill)}
                  value={entry}
                  onClick={() => choose(entry)}
                  className={itemClass}
                >
                  <EntryLine entry={entry} />
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      {refused > 0 && (
        <p className="m-0 border-t border-line px-4 py-2 text-small text-ink-3">
          {formatCount(refused, 'value is', 'values are')} hidden because this field expects the type{' '}
          {nameOfType(found.type)}.
        </p>
      )}
    </Autocomplete.Root>
  )
}

/** Searchable list of all visible values that fit a field, for mapping by keyboard. */
export const ValuePicker = () => {
  const canvas = useCanvas()
  const picking = useUiState(ui => ui.picking)
  const at = picking?.at ?? null
  const label = useDrawing(({ view }) => (at === null ? '' : (bindingTargetOf(view, at)?.label ?? '')))
  const close = (): void => canvas.ui.setState({ picking: null })
  return (
    <Dialog
      open={at !== null}
      onOpenChange={open => !open && close()}
      title={`Map a value to ${label}`}
      head="spoken"
      place="top"
      size="w-120"
      bare
    >
      {picking !== null && <Picker at={picking.at} caret={picking.caret} onDone={close} />}
    </Dialog>
  )
}
