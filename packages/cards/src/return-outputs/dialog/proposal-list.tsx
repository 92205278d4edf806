import { isNothing, nameOfType, type Path, valueAt } from '@hookwright/model'
import { Checkbox } from '@hookwright/ui'
import { TypeOf } from '../../view/type-name.tsx'
import { valueText } from '../../view/value-text.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import type { Proposal, ProposedField, ProposedGroup, SkippedPart } from '../outputs-from-samples.ts'
import {
  confirmsGuess,
  isDead,
  keyOfProposed,
  type MappingEnds,
  nameOfFed,
  nameOfPlace,
  proposalStateOf,
  rootOf
} from '../proposed-output.ts'

const FieldLine = ({
  field,
  from,
  seen,
  state,
  checked,
  onChecked
}: {
  field: ProposedField
  from: string
  /** First value at the output's path in the samples. */
  seen: unknown
  state: string | null
  checked: boolean
  onChecked: (checked: boolean) => void
}) => {
  return (
    <li className="grid items-center gap-x-3 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <span className="flex min-w-0 items-center gap-1.5">
        <Checkbox label={field.label} checked={checked} onCheckedChange={onChecked} />
        <span className="inline-flex shrink-0 items-center gap-1 text-small text-ink-3">
          <TypeOf type={field.dataType} />
          {nameOfType(field.dataType)}
          {!field.sure && ' (a guess)'}
        </span>
      </span>
      <span className="flex min-w-0 items-baseline gap-2 text-small text-ink-3 max-md:ml-8">
        <span className="truncate font-code text-small">{nameOfPlace(from, field.path)}</span>
        <span className="min-w-0 truncate" title={state ?? undefined}>
          {state ?? valueText(seen)}
        </span>
      </span>
    </li>
  )
}

const firstAt = (records: readonly unknown[], path: Path): unknown =>
  records.map(record => valueAt(record, path)).find(value => !isNothing(value)) ?? null

/** Sentence that lists parts of a sample for which no output is proposed, with the reasons. */
const Parts = ({ title, root, parts }: { title: string; root: string; parts: SkippedPart[] }) =>
  parts.length > 0 && (
    <p className="m-0 text-small text-ink-3">
      {title}: {parts.map(({ path, why }) => `${nameOfPlace(root, path)}, since ${why}`).join('; ')}.
    </p>
  )

/** List of proposed outputs. They can be selected one by one or by group. */
export const ProposalList = ({
  proposal,
  draft,
  ends,
  bodies,
  records,
  chosen,
  onChosen
}: {
  proposal: Proposal
  /** Draft that would receive the outputs. */
  draft: OutputsDraft
  ends: MappingEnds
  /** Bodies from which the outputs were proposed. */
  bodies: readonly unknown[]
  /** Records that the outputs' paths are relative to. */
  records: readonly unknown[]
  chosen: ReadonlySet<string>
  onChosen: (chosen: ReadonlySet<string>) => void
}) => {
  const from = proposal.list === null ? rootOf(ends).label : 'Record'
  const tick = (fields: ProposedField[], on: boolean): void => {
    const next = new Set(chosen)
    for (const { path } of fields) {
      if (on) next.add(keyOfProposed(path))
      else next.delete(keyOfProposed(path))
    }
    onChosen(next)
  }
  const isChosen = ({ path }: ProposedField): boolean => chosen.has(keyOfProposed(path))
  const stateOf = (group: ProposedGroup, field: ProposedField): string | null => {
    const state = proposalStateOf(draft, proposal, group, field, ends)
    switch (state.is) {
      case 'new':
        return null
      case 'unmapped':
        return 'already exists and will be mapped'
      case 'mapped':
        return chosen.has(keyOfProposed(field.path)) && confirmsGuess(draft, state.id, field)
          ? `already exists; its guessed type is ${field.sure ? 'confirmed' : 'corrected'}`
          : 'already exists and is mapped'
      case 'returned':
        return `is already returned as “${state.label}”`
      case 'mapped-elsewhere': {
        const fed = nameOfFed(state.from, ends)
        const why = isDead(state.from, proposal, ends, bodies) ? ', which does not fit here' : ''
        return chosen.has(keyOfProposed(field.path))
          ? `is mapped to ${fed}${why}; will be mapped to ${nameOfPlace(from, field.path)}`
          : `is mapped to ${fed}; select it to change the mapping`
      }
    }
  }
  return (
    <div className="flex flex-col gap-3">
      {proposal.groups.map(group => (
        <fieldset
          key={group.name}
          aria-label={group.name}
          className="min-w-0 rounded-s border border-line px-3 py-2"
        >
          <Checkbox
            label={group.name}
            checked={group.fields.every(isChosen)}
            mixed={group.fields.some(isChosen) && !group.fields.every(isChosen)}
            onCheckedChange={on => tick(group.fields, on)}
            className="text-label"
          />
          <ul className="m-0 ml-6 list-none p-0">
            {group.fields.map(field => (
              <FieldLine
                key={keyOfProposed(field.path)}
                field={field}
                from={from}
                seen={firstAt(records, field.path)}
                state={stateOf(group, field)}
                checked={chosen.has(keyOfProposed(field.path))}
                onChecked={on => tick([field], on)}
              />
            ))}
          </ul>
        </fieldset>
      ))}
      <Parts title="Values without an output" root={from} parts={proposal.left} />
      <Parts
        title="Available only through the output of the whole object"
        root={from}
        parts={proposal.untyped}
      />
    </div>
  )
}
