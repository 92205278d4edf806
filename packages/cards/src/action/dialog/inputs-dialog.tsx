import { dynamicPortId, nameOfCard } from '@hookwright/engine'
import { dataKinds, type FieldId, fieldLimits } from '@hookwright/model'
import { Dialog, Switch } from '@hookwright/ui'
import { useRef, useState } from 'react'
import { extensiblePortId } from '../../kernel/action-ports.ts'
import { readOptions } from '../../kernel/option-ports.ts'
import { GroupSource } from '../../options/group-source.tsx'
import type { OptionDraft } from '../../options/options-draft.ts'
import { StaticValues } from '../../options/static-values.tsx'
import type { DialogProps } from '../../view/card-view.ts'
import { ApplyButtons } from '../../view/fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../../view/fields-editor/discard-question.tsx'
import { fieldsIn, nameOfGroup } from '../../view/fields-editor/group-draft.ts'
import { GroupsEditor } from '../../view/fields-editor/groups-editor.tsx'
import { controlAt, useJump } from '../../view/fields-editor/place-control.tsx'
import { ProblemsFoot } from '../../view/fields-editor/problems-foot.tsx'
import { RemoveQuestion, type UsedItem } from '../../view/fields-editor/remove-question.tsx'
import { RemovedNotice } from '../../view/fields-editor/removed-notice.tsx'
import { useDiscardGuard } from '../../view/use-discard-guard.ts'
import { useWorkbench } from '../../view/workbench.ts'
import {
  addDynamicInputs,
  addInput,
  addInputGroup,
  changeInput,
  changeInputGroup,
  configWithInputs,
  type InputGroupDraft,
  moveInput,
  moveInputGroup,
  removeInput,
  removeInputGroup,
  restoreInputs
} from '../inputs-draft.ts'
import { InputsPreview } from './inputs-preview.tsx'
import { useInputsDraft } from './use-inputs-draft.tsx'

const offers = { fieldTypes: ['text-field', 'dropdown'], dataKinds, list: true, required: true } as const

/**
 * Dialog for the inputs of an action, in groups. Users later type or map these inputs on the action's card.
 */
export const InputsDialog = ({ card, spec, at }: DialogProps) => {
  const bench = useWorkbench()
  const inputs = useInputsDraft(card, at)
  const { begun, draft, isChanged, setDraft, problems, blocking, removed } = inputs
  const helpers = bench.useFlows(['helper'])
  const options = readOptions(card)
  const uses = bench.useFieldUses(
    'inputs',
    removed.map(({ id }) => id)
  )
  const [asking, setAsking] = useState<UsedItem | null>(null)
  const leaving = useDiscardGuard(isChanged)
  const addGroup = useRef<HTMLButtonElement>(null)
  const [initialFocus] = useState(() => (inputs.opensAt === undefined ? addGroup : controlAt(inputs.opensAt)))
  const jump = useJump()

  const usedAt = (fields: readonly OptionDraft[]): string[] =>
    fields.flatMap(({ id }) => bench.usesOf(card.id, id))
  const remove = (id: FieldId): void =>
    setDraft(
      draft.groups.some(group => group.id === id) ? removeInputGroup(draft, id) : removeInput(draft, id)
    )
  const removeUnlessUsed = (id: FieldId, name: string, found: string[]): void => {
    if (found.length === 0) remove(id)
    else setAsking({ id, name, uses: [...new Set(found)] })
  }
  const askToRemoveGroup = (id: FieldId): void => {
    const group = draft.groups.find(each => each.id === id)
    if (group === undefined) return
    const found = [
      ...usedAt(group.fields),
      ...bench.usesOf(card.id, extensiblePortId(id)),
      ...bench.usesOf(card.id, dynamicPortId(id))
    ]
    removeUnlessUsed(id, `group “${nameOfGroup(draft.groups, group)}”`, found)
  }
  const askToRemove = (id: FieldId): void => {
    const field = fieldsIn(draft.groups).find(each => each.id === id)
    if (field !== undefined) removeUnlessUsed(id, `input “${field.label}”`, usedAt([field]))
  }
  const apply = (): void => {
    if (blocking !== null) {
      if (blocking.id !== null) jump(blocking.id)
      return
    }
    if (isChanged)
      bench.change('change the inputs', {
        kind: 'configure',
        card: card.id,
        config: configWithInputs(card.config, draft)
      })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && leaving.leave()}
      title={`Inputs – ${nameOfCard(card, spec)}`}
      size="w-260 h-170 max-md:h-full max-md:rounded-none"
      bare
      initialFocus={initialFocus}
      onApply={apply}
      foot={
        <>
          <RemovedNotice
            removed={removed.map(({ id, label }) => ({ id, label, mapped: false }))}
            uses={uses}
            harm="breaks"
            onPutBack={() => setDraft(restoreInputs(draft, begun))}
          />
          <ProblemsFoot problems={problems} onJump={jump} />
          <ApplyButtons isBlocked={blocking !== null} onCancel={bench.closeDialog} onApply={apply} />
        </>
      }
    >
      <div className="md:grid md:h-full md:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4 px-5 pt-1 pb-5 md:overflow-y-auto">
          {draft.groups.length === 0 && (
            <p className="m-0 text-body text-ink-2">
              Inputs are values that users type or map on the card of this action, in groups. Add a group and
              name its fields, or let a helper flow name the fields of a dynamic group.
            </p>
          )}
          <GroupsEditor<OptionDraft, InputGroupDraft>
            label="Input groups"
            kind="Static Input Group"
            groups={draft.groups}
            offers={offers}
            errors={inputs.errors}
            full={
              draft.groups.length >= fieldLimits.groups
                ? `An action has at most ${fieldLimits.groups} groups.`
                : null
            }
            addButton={addGroup}
            onAdd={() => {
              const id = bench.newId()
              setDraft(addInputGroup(draft, id, bench.newId()))
              return id
            }}
            dynamic={{
              kind: 'Dynamic Input Group',
              onAdd: () => {
                const id = bench.newId()
                setDraft(addDynamicInputs(draft, id))
                return id
              },
              sourceOf: group =>
                group.source && (
                  <GroupSource
                    group={group}
                    source={group.source}
                    flows={helpers}
                    options={options}
                    errors={inputs.sourceErrors}
                    onChange={source => setDraft(changeInputGroup(draft, group.id, { source }))}
                  />
                )
            }}
            onName={(id, name) => setDraft(changeInputGroup(draft, id, { name }))}
            onMove={(id, to) => setDraft(moveInputGroup(draft, id, to))}
            onRemove={askToRemoveGroup}
            onNamed={inputs.nameTyped}
            onAddField={(group, index) => {
              const id = bench.newId()
              setDraft(addInput(draft, group, id, index))
              return id
            }}
            onField={(id, part) => setDraft(changeInput(draft, id, part))}
            onMoveField={(id, group, to) => setDraft(moveInput(draft, id, group, to))}
            onRemoveField={askToRemove}
            more={input =>
              input.fieldType === 'dropdown' && (
                <StaticValues
                  option={input}
                  errors={inputs.valueErrors.filter(error => error.option === input.id)}
                  newId={bench.newId}
                  onChange={part => setDraft(changeInput(draft, input.id, part))}
                />
              )
            }
            footOf={({ id, extensible, source }) =>
              source === undefined && (
                <Switch
                  label="Extensible group"
                  description="Users can add fields of their own. The action receives these fields as one object."
                  checked={extensible}
                  onCheckedChange={next => setDraft(changeInputGroup(draft, id, { extensible: next }))}
                />
              )
            }
          />
          <Switch
            label="Users select outputs"
            description="Users choose which outputs they need, and the action receives the list. Turn this on if the service can return only the selected outputs."
            checked={draft.selectable}
            onCheckedChange={selectable => setDraft({ ...draft, selectable })}
          />
        </div>
        <InputsPreview draft={draft} className="md:overflow-y-auto" />
      </div>
      <RemoveQuestion of={asking} onRemove={remove} onClose={() => setAsking(null)} />
      <DiscardQuestion
        what="the inputs"
        open={leaving.asks}
        onStay={leaving.stay}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
