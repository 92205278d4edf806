import { type FieldId, fieldLimits } from '@hookwright/model'
import { Button, cx, IconButton, lazyPart, SortableList, useLazy } from '@hookwright/ui'
import { ChevronRight, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { nameOfField } from '../../view/fields-editor/field-draft.ts'
import {
  type GroupDraft,
  type GroupErrors,
  groupControlId,
  nameOfGroup
} from '../../view/fields-editor/group-draft.ts'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import { placeControl } from '../../view/fields-editor/place-control.tsx'
import { withPasted } from '../accept-pasted.ts'
import type { outputKeysOf } from '../apply-outputs.ts'
import type { OutputValue } from '../output-values.ts'
import {
  addOutput,
  moveOutput,
  nameGroup,
  type OutputsDraft,
  removeGroup,
  removeOutput
} from '../outputs-draft.ts'
import { readPastedOutputs } from '../pasted-outputs.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { convertUnixTime } from '../unix-time.ts'
import { cell, moveByArrow } from './cell-keys.tsx'
import { OutputRow } from './output-row.tsx'
import { cellClass } from './table-class.ts'

const lazyPaste = lazyPart(() => import('./paste-many.tsx'))

const addButtonId = (group: FieldId): string => `add-to-${group}`

/** Draft state and callbacks that the rows of a group share. */
export interface RowsContext {
  draft: OutputsDraft
  ends: MappingEnds
  errors: GroupErrors
  /** Output values of the sample's first record; `null` without a sample. */
  values: Record<FieldId, OutputValue> | null
  /** Keys of the outputs and groups, by id. */
  keys: ReturnType<typeof outputKeysOf>
  /** Ids of the outputs with Unix time in the sample. */
  unixTimes: readonly FieldId[]
  newId: () => string
  onDraft: (draft: OutputsDraft) => void
  onNamed: (id: FieldId) => void
  /** Focuses an element by its id once it is rendered. */
  onJump: (place: string) => void
}

/** Rows of a group: a header with its name and actions, and a row for each output. */
export const OutputGroupRows = ({
  group,
  kind,
  grip,
  source,
  context,
  onRemoved
}: {
  group: GroupDraft
  kind: string
  grip: ReactNode
  /** Source of a dynamic group, shown instead of fields. `null` for other groups. */
  source: ReactNode
  context: RowsContext
  onRemoved: () => void
}) => {
  const { draft, ends, errors, values, keys, unixTimes, newId, onDraft, onNamed, onJump } = context
  const [wantsFold, setFolded] = useState(false)
  const [isPasting, setPasting] = useState(false)
  const paste = useLazy(lazyPaste, isPasting)
  const { groups } = draft
  const name = nameOfGroup(groups, group)
  const error = errors.groups[group.id]
  const errorId = `error-of-${group.id}`
  const isFolded = wantsFold && group.fields.every(field => errors.fields[field.id] === undefined)
  const isFull = group.fields.length >= fieldLimits.fields
  const others = groups.filter(other => other.id !== group.id && other.source === undefined)

  const addAt = (at: number): void => {
    if (isFull) return
    const id = newId()
    setFolded(false)
    onDraft(moveOutput(addOutput(draft, group.id, id), id, group.id, at))
    onJump(labelControlId(id))
  }
  const next = (at: number): void => {
    const below = group.fields[at + 1]
    // Enter in a row that has an empty one below goes on there.
    if (below !== undefined && below.label === '') placeControl(labelControlId(below.id))?.focus()
    else addAt(at + 1)
  }
  const pasteAt = (text: string, at: number, replaced: FieldId | null): boolean => {
    const pasted = readPastedOutputs(text)
    if (pasted.length === 0) return false
    const added = withPasted(draft, { group: group.id, at, pasted, ends, newId, replaced })
    for (const id of added.ids) onNamed(id)
    onDraft(added.draft)
    const last = added.ids.at(-1)
    if (last !== undefined) onJump(labelControlId(last))
    return true
  }

  return (
    <fieldset aria-label={`${kind} ${name}`} className="m-0 min-w-0 border-0 p-0">
      <div
        data-row
        className="flex min-h-9 items-center gap-1 border-b border-line bg-sunken pr-3 pl-2 max-md:flex-wrap"
      >
        {grip}
        <IconButton
          size="small"
          label={isFolded ? `Open ${name}` : `Fold ${name}`}
          aria-expanded={!isFolded}
          icon={<ChevronRight aria-hidden className={cx('transition-transform', !isFolded && 'rotate-90')} />}
          onClick={() => setFolded(!isFolded)}
        />
        <div id={groupControlId(group.id)} {...cell('label')} className="w-44 shrink min-w-24">
          <input
            aria-label="Group Name"
            aria-required
            aria-invalid={error !== undefined || undefined}
            aria-describedby={error === undefined ? undefined : errorId}
            autoComplete="off"
            placeholder="Group name"
            value={group.name}
            onChange={event => {
              onNamed(group.id)
              onDraft(nameGroup(draft, group.id, event.currentTarget.value))
            }}
            onKeyDown={event => {
              if (moveByArrow(event)) return
              if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
                return
              event.preventDefault()
              const [first] = group.fields
              if (first !== undefined) placeControl(labelControlId(first.id))?.focus()
              else if (source === null) addAt(0)
            }}
            className={cx(cellClass, 'font-semibold')}
          />
        </div>
        <span className="truncate text-small text-ink-3">
          <span>{kind}</span>
          {source === null && ` · ${group.fields.length === 1 ? '1 field' : `${group.fields.length} fields`}`}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {source === null && (
            <>
              <span id={addButtonId(group.id)}>
                <Button
                  size="card"
                  look="quiet"
                  aria-disabled={isFull || undefined}
                  aria-keyshortcuts="Alt+Enter"
                  title={isFull ? `A group has at most ${fieldLimits.fields} fields.` : undefined}
                  className="text-accent-text! aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
                  onClick={() => addAt(group.fields.length)}
                >
                  Add field
                </Button>
              </span>
              <Button
                size="card"
                look="quiet"
                className="text-accent-text!"
                aria-haspopup="dialog"
                onClick={() => setPasting(true)}
              >
                Paste many
              </Button>
            </>
          )}
          <IconButton
            look="danger"
            size="small"
            label={`Remove ${name}`}
            tip="Remove group"
            icon={<Trash2 aria-hidden />}
            onClick={() => {
              onDraft(removeGroup(draft, group.id))
              onRemoved()
            }}
          />
        </span>
      </div>
      <p
        id={errorId}
        aria-live="polite"
        className="m-0 border-b border-line bg-sunken px-10 pb-1.5 text-small text-err empty:hidden"
      >
        {error}
      </p>
      {source !== null && !isFolded && <div className="border-b border-line p-4">{source}</div>}
      {source === null && !isFolded && (
        <SortableList
          items={group.fields}
          label={`Fields of ${name}`}
          nameOf={field => nameOfField(group.fields, field)}
          onMove={(id, to) => onDraft(moveOutput(draft, id, group.id, to))}
        >
          {(field, fieldGrip) => (
            <OutputRow
              field={field}
              name={nameOfField(group.fields, field)}
              fieldKey={field.label === '' ? '' : keys(field.id)}
              error={errors.fields[field.id]}
              draft={draft}
              ends={ends}
              value={values?.[field.id] ?? null}
              grip={fieldGrip}
              otherGroups={
                others.length === 0
                  ? null
                  : [
                      others.map(other => ({
                        id: other.id,
                        label: `To ${nameOfGroup(groups, other)}`,
                        run: () => onDraft(moveOutput(draft, field.id, other.id, other.fields.length))
                      }))
                    ]
              }
              onConvert={
                unixTimes.includes(field.id) ? () => onDraft(convertUnixTime(draft, [field.id], newId)) : null
              }
              onDraft={onDraft}
              onNamed={() => onNamed(field.id)}
              onNext={() => next(group.fields.indexOf(field))}
              onPasted={text =>
                pasteAt(text, group.fields.indexOf(field), field.label === '' ? field.id : null)
              }
              onRemove={() => {
                onDraft(removeOutput(draft, field.id))
                placeControl(addButtonId(group.id))?.focus()
              }}
            />
          )}
        </SortableList>
      )}
      {isPasting && paste && (
        <paste.PasteMany
          group={name}
          onOutputs={pasted => {
            const added = withPasted(draft, {
              ...{ group: group.id, at: group.fields.length, pasted, ends, newId, replaced: null }
            })
            for (const id of added.ids) onNamed(id)
            onDraft(added.draft)
          }}
          onClose={() => setPasting(false)}
        />
      )}
    </fieldset>
  )
}
