import { type Field, type FieldId, fieldLimits } from '@hookwright/model'
import { Button, cx, SortableList } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import type { RefObject } from 'react'
import { GroupSource } from '../../options/group-source.tsx'
import type { OptionError } from '../../options/validate-options.ts'
import { groupControlId, nameOfGroup } from '../../view/fields-editor/group-draft.ts'
import { useWorkbench } from '../../view/workbench.ts'
import {
  addDynamicOutputs,
  addGroup,
  addOutput,
  changeSource,
  moveGroup,
  type OutputsDraft
} from '../outputs-draft.ts'
import { OutputGroupRows, type RowsContext } from './output-group-rows.tsx'
import { columnsClass, SAMPLE_PATHS } from './table-class.ts'

/** Returns the reason why no group can be added, or `null`. */
const whyFull = (draft: OutputsDraft): string | null => {
  if (draft.runMode && draft.groups.length > 0) return 'Run mode uses exactly one group.'
  return draft.groups.length >= fieldLimits.groups ? `A flow has at most ${fieldLimits.groups} groups.` : null
}

/** Editor for the source of a dynamic group, with a note on its mapping. */
const DynamicOutputs = (props: Omit<Parameters<typeof GroupSource>[0], 'flows'>) => {
  const flows = useWorkbench().useFlows(['helper'])
  return (
    <>
      <GroupSource {...props} flows={flows} />
      <p className="m-0 text-small text-ink-3">
        Map an object with the values to this group on the card. Users get each value by the name of its
        field.
      </p>
    </>
  )
}

/** Column headings for the eye only: each control has its own accessible label. */
const Heads = ({ root }: { root: string }) => (
  <div
    aria-hidden
    className={cx(
      columnsClass,
      'sticky top-0 z-10 h-8 border-b border-line bg-raised pr-3 pl-2 text-small font-medium text-ink-3 max-md:hidden'
    )}
  >
    <span />
    <span className="pl-2">Label</span>
    <span>Key</span>
    <span className="pl-2">Data Type</span>
    <span className="text-center">List</span>
    <span className="pl-2">Field Type</span>
    <span className="truncate pl-2">Path in {root}</span>
    <span>Sample</span>
    <span />
  </div>
)

/** Table of outputs: a row for each group and each output, and the buttons that add groups. */
export const OutputsTable = ({
  context,
  root,
  paths,
  addButton,
  actionOptions,
  sourceErrors
}: {
  context: RowsContext
  /** Name of the value in which the paths begin, such as “Body”. */
  root: string
  /** Paths in the sample, shown as suggestions. */
  paths: readonly string[]
  addButton: RefObject<HTMLButtonElement | null>
  /** Options of the action that has these outputs. `null` for an event, which has no dynamic groups. */
  actionOptions: readonly Field[] | null
  sourceErrors: readonly OptionError[]
}) => {
  const { draft, newId, onDraft, onJump } = context
  const { groups } = draft
  const full = whyFull(draft)
  const add = (make: (id: FieldId) => OutputsDraft): void => {
    if (full !== null) return
    const id = newId()
    onDraft(make(id))
    onJump(groupControlId(id))
  }
  const kinds = [
    {
      label: 'Add group',
      make: (id: FieldId) => addOutput(addGroup(draft, id), id, newId()),
      ref: addButton
    },
    ...(actionOptions === null
      ? []
      : [{ label: 'Add dynamic group', make: (id: FieldId) => addDynamicOutputs(draft, id) }])
  ]
  return (
    <div data-table>
      {groups.length > 0 && <Heads root={root} />}
      <datalist id={SAMPLE_PATHS}>
        {paths.map(path => (
          <option key={path} value={path} />
        ))}
      </datalist>
      <SortableList
        items={groups}
        label="Output groups"
        nameOf={group => nameOfGroup(groups, group)}
        onMove={(id, to) => onDraft(moveGroup(draft, id, to))}
      >
        {(group, grip) => (
          <OutputGroupRows
            group={group}
            kind={group.source === undefined ? 'Static Output Group' : 'Dynamic Output Group'}
            grip={grip}
            source={
              group.source === undefined ? null : (
                <DynamicOutputs
                  group={group}
                  source={group.source}
                  options={actionOptions ?? []}
                  errors={sourceErrors}
                  onChange={source => onDraft(changeSource(draft, group.id, source))}
                />
              )
            }
            context={context}
            onRemoved={() => addButton.current?.focus()}
          />
        )}
      </SortableList>
      <div className="flex flex-wrap items-center gap-3 px-6 py-3">
        {kinds.map(({ label, make, ...rest }) => (
          <Button
            key={label}
            {...rest}
            size="card"
            icon={<Plus aria-hidden className="size-4" />}
            aria-disabled={full !== null || undefined}
            aria-describedby={full === null ? undefined : 'why-no-group'}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            onClick={() => add(make)}
          >
            {label}
          </Button>
        ))}
        {full !== null && (
          <span id="why-no-group" className="text-small text-ink-3">
            {full}
          </span>
        )}
      </div>
    </div>
  )
}
