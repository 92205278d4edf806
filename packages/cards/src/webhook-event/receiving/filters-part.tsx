import { receivingLimits } from '@hookwright/model'
import { ConditionsForm } from './conditions-form.tsx'
import type { PartProps } from './part-props.ts'
import { TextAt } from './placed-fields.tsx'
import { blankFilter, withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, RuleBox } from './rule-box.tsx'

/** Requests that are kept but start nothing. */
export const FiltersPart = ({ receiving, onReceiving }: PartProps) => {
  const { filter } = receiving
  return (
    <>
      <p className="m-0 text-body text-ink-2">
        A request that fits one of these filters is answered and kept, but starts no run: a ping, a heartbeat,
        an empty list.
      </p>
      {filter.map((rule, index) => (
        <RuleBox
          // biome-ignore lint/suspicious/noArrayIndexKey: filters have no id, and their fields hold nothing of their own.
          key={index}
          at={`filter.${index}`}
          title={`Filter ${index + 1}`}
          onRemove={() => onReceiving({ filter: withoutItem(filter, index) })}
        >
          <ConditionsForm
            at={`filter.${index}.when`}
            conditions={rule.when}
            least={1}
            onConditions={when => onReceiving({ filter: withItem(filter, index, { ...rule, when }) })}
          />
          <TextAt
            at={`filter.${index}.why`}
            label="It starts nothing, since"
            value={rule.why}
            onValue={why => onReceiving({ filter: withItem(filter, index, { ...rule, why }) })}
            placeholder="it was a heartbeat"
            maxLength={receivingLimits.name}
          />
        </RuleBox>
      ))}
      <AddButton
        full={filter.length >= receivingLimits.filters}
        onAdd={() => onReceiving({ filter: [...filter, blankFilter] })}
      >
        Add filter
      </AddButton>
    </>
  )
}
