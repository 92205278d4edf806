import { nameOfCard } from '@hookwright/engine'
import { type FieldId, fieldLimits } from '@hookwright/model'
import { AlertDialog, Dialog, TextField } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import type { DialogProps } from '../../face/dialog-props.ts'
import { ApplyButtons } from '../../fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../../fields-editor/discard-question.tsx'
import { movedTo } from '../../fields-editor/field-draft.ts'
import { FieldsEditor } from '../../fields-editor/fields-editor.tsx'
import { labelControlId } from '../../fields-editor/label-control.ts'
import { controlAt } from '../../fields-editor/place-control.tsx'
import { type PlacedProblem, ProblemsFoot } from '../../fields-editor/problems-foot.tsx'
import { RemovedNotice } from '../../fields-editor/removed-notice.tsx'
import { useJump } from '../../fields-editor/use-jump.tsx'
import { useWorkbench } from '../../workbench.ts'
import { optionPortId } from '../option-ports.ts'
import { losesOptions } from '../read-options.ts'
import { placeIdOf } from './flaw-place.ts'
import { flawsOf, type OptionFlaw, sayOf } from './option-flaws.ts'
import { OptionValuesEditor } from './option-values-editor.tsx'
import {
  blankOption,
  changeOption,
  dependentsIn,
  earlierOptions,
  keysOf,
  type OptionDraft,
  type OptionsDraft,
  optionsDraftOf,
  optionsOf,
  removedOptions,
  restoreOptions,
  shownOptionsOf
} from './options-draft.ts'
import { OptionsPreview } from './options-preview.tsx'

const offers = {
  fieldTypes: ['text-field', 'dropdown'],
  dataKinds: ['text'],
  list: false,
  required: true
} as const

const helpers: ['helper'] = ['helper']

const unread: PlacedProblem = {
  id: null,
  say: 'Something in the options of this card cannot be read, and applying would lose it; cancel, and undo the change that brought it.'
}

/** A draft to begin with: the options as they are or, where there are none, a first one to be named. */
const beginWith = (draft: OptionsDraft, newId: () => string): OptionsDraft =>
  draft.fields.length > 0 ? draft : { ...draft, fields: [blankOption(newId())] }

/** Where the dialog opens: at what is wrong with the option that led here, or at the label of the first one. */
const openingPlace = (
  fields: readonly OptionDraft[],
  flaws: readonly OptionFlaw[],
  at: FieldId | undefined
) => {
  const id = fields.find(option => optionPortId(option.id) === at)?.id ?? fields[0]?.id ?? ''
  const flaw = at === undefined ? undefined : flaws.find(({ option }) => option === id)
  return { option: id, control: flaw === undefined ? labelControlId(id) : placeIdOf(id, flaw.at) }
}

/** Removing an option that is used: where. */
interface Asking {
  id: FieldId
  label: string
  uses: string[]
}

/** Sets up the options of an event: what users choose when they put it into a flow of theirs. */
export const OptionsDialog = ({ card, spec, at }: DialogProps) => {
  const bench = useWorkbench()
  const flows = bench.useFlows(helpers)
  const [begun] = useState(() => beginWith(optionsDraftOf(card), bench.newId))
  const [draft, setDraft] = useState(begun)
  const flaws = useMemo(() => flawsOf(draft, new Map(flows.map(flow => [flow.id, flow]))), [draft, flows])
  const [opening] = useState(() => openingPlace(begun.fields, flaws, at))
  const [open, setOpen] = useState<ReadonlySet<FieldId>>(() => new Set([opening.option]))
  const [named, setNamed] = useState<ReadonlySet<FieldId>>(new Set(begun.kept))
  const [asking, setAsking] = useState<Asking | null>(null)
  const [leaving, setLeaving] = useState(false)
  const jump = useJump()
  const isUnread = losesOptions(card)
  const [initialFocus] = useState(() => controlAt(opening.control))

  const removed = useMemo(() => removedOptions(draft, begun), [draft, begun])
  const uses = bench.useFieldUses(
    'options',
    removed.map(({ id }) => id)
  )

  const keys = useMemo(() => keysOf(draft), [draft])
  const shown = useMemo(() => shownOptionsOf(draft), [draft])
  // What was never typed is not called wrong at its place; the list of problems names it.
  const labels = Object.fromEntries(
    flaws.flatMap(({ option, at, message }) =>
      at.part === 'label' && named.has(option) ? [[option, message]] : []
    )
  )

  const openField = (id: FieldId): void => setOpen(before => new Set(before).add(id))
  const goTo = (flaw: OptionFlaw): void => {
    openField(flaw.option)
    jump(placeIdOf(flaw.option, flaw.at))
  }
  const change = (id: FieldId, part: Partial<OptionDraft>): void => {
    if (part.label !== undefined) setNamed(before => new Set(before).add(id))
    setDraft(before => changeOption(before, id, option => ({ ...option, ...part })))
  }
  const remove = (id: FieldId): void =>
    setDraft(before => ({ ...before, fields: before.fields.filter(field => field.id !== id) }))
  const askToRemove = (id: FieldId): void => {
    const option = draft.fields.find(field => field.id === id)
    const uses = [
      ...bench.usesOf(card.id, optionPortId(id)),
      ...dependentsIn(draft, id).map(label => `Option “${label}”: its values depend on it`)
    ]
    if (option === undefined || uses.length === 0) remove(id)
    else setAsking({ id, label: option.label, uses })
  }
  const add = (at: number): FieldId => {
    const id = bench.newId()
    setDraft(before => ({ ...before, fields: before.fields.toSpliced(at, 0, blankOption(id)) }))
    openField(id)
    return id
  }
  const leave = (): void => {
    if (draft === begun) bench.closeDialog()
    else setLeaving(true)
  }
  const apply = (): void => {
    const [first] = flaws
    if (first !== undefined) {
      goTo(first)
      return
    }
    if (isUnread) return
    if (draft !== begun)
      bench.change('change the options', {
        kind: 'configure',
        card: card.id,
        config: { ...card.config, options: optionsOf(draft) }
      })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={next => !next && leave()}
      title={`Options – ${nameOfCard(card, spec)}`}
      size="w-240 h-160 max-md:h-full max-md:rounded-none"
      bare
      initialFocus={initialFocus}
      onApply={apply}
      foot={
        <>
          <RemovedNotice
            removed={removed.map(({ id, label }) => ({ id, label, mapped: false }))}
            uses={uses}
            harm="takes a value from"
            onPutBack={() => setDraft(before => restoreOptions(before, begun))}
          />
          <ProblemsFoot
            problems={[
              ...(isUnread ? [unread] : []),
              ...flaws.map(flaw => ({ id: placeIdOf(flaw.option, flaw.at), say: sayOf(flaw, draft) }))
            ]}
            onJump={place => {
              const flaw = flaws.find(each => placeIdOf(each.option, each.at) === place)
              if (flaw !== undefined) goTo(flaw)
            }}
          />
          <ApplyButtons
            isBlocked={isUnread || flaws.length > 0}
            onCancel={bench.closeDialog}
            onApply={apply}
          />
        </>
      }
    >
      <div className="md:grid md:h-full md:grid-cols-[3fr_2fr]">
        <div className="flex min-w-0 flex-col gap-3 px-5 pt-1 pb-5 md:overflow-y-auto">
          <TextField label="Group Name" readOnly value="Options" className="w-60" />
          <FieldsEditor
            label="Options"
            fields={draft.fields}
            offers={offers}
            flaws={labels}
            onChange={change}
            onMove={(id, to) => setDraft(before => ({ ...before, fields: movedTo(before.fields, id, to) }))}
            onRemove={askToRemove}
            onAdd={add}
            {...(draft.fields.length >= fieldLimits.fields && {
              full: `An event has at most ${fieldLimits.fields} options.`
            })}
            fold={{
              open,
              flip: id =>
                setOpen(before => {
                  const next = new Set(before)
                  if (!next.delete(id)) next.add(id)
                  return next
                })
            }}
            more={option => (
              <OptionValuesEditor
                option={option}
                optionKey={keys.get(option.id) ?? option.id}
                earlier={earlierOptions(draft, option.id)}
                flows={flows}
                flaws={flaws.filter(flaw => flaw.option === option.id)}
                newId={bench.newId}
                onChange={part => change(option.id, part)}
              />
            )}
          />
        </div>
        <OptionsPreview options={shown} keys={keys} className="md:overflow-y-auto" />
      </div>
      <AlertDialog
        open={asking !== null}
        onOpenChange={next => !next && setAsking(null)}
        title={`Remove the option “${asking?.label ?? ''}”?`}
        confirm="Remove"
        onConfirm={() => {
          if (asking !== null) remove(asking.id)
          setAsking(null)
        }}
      >
        <p className="m-0">It is used here, and these places will be left without its value:</p>
        <ul className="mt-2 mb-0 list-disc pl-5">
          {asking?.uses.map(use => (
            <li key={use}>{use}</li>
          ))}
        </ul>
      </AlertDialog>
      <DiscardQuestion
        what="the options"
        open={leaving}
        onStay={() => setLeaving(false)}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
