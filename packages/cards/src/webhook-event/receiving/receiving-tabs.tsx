import { type Order, type Receiving, receivingLimits } from '@hookwright/model'
import { Badge, type Choice, RadioGroup, type Tab } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../view/workbench.ts'
import { AnswerPart } from './answer-part.tsx'
import { ConditionsForm } from './conditions-form.tsx'
import { HandshakeForm } from './handshake-form.tsx'
import { LimitsPart } from './limits-part.tsx'
import { TextAt } from './placed-fields.tsx'
import { blankFilter, blankHandshake, withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, RuleBox } from './rule-box.tsx'
import { TemplateAt } from './template-at.tsx'
import { type TesterInput, TesterPart } from './tester/tester-part.tsx'
import type { PartProps } from './use-receiving-draft.tsx'
import type { RuleError } from './validate-rules.ts'
import { VerificationPart } from './verification-part.tsx'

const modes: readonly (Choice<Order['mode']> & { description: string })[] = [
  { value: 'none', label: 'None', description: 'Deliveries run in parallel. This is fastest.' },
  { value: 'serial', label: 'One after the other', description: 'Each run waits for the previous one.' },
  {
    value: 'serial-per-key',
    label: 'One after the other with the same key',
    description: 'Only runs with the same order key wait for each other.'
  }
]

/** Tab for deduplication of deliveries, and for the order of runs. */
const RepeatsPart = ({ receiving, onReceiving }: PartProps) => {
  const { deliveryId, recordId, order } = receiving
  return (
    <>
      <TemplateAt
        at="deliveryId"
        label="Delivery id"
        use="event"
        value={deliveryId}
        onValue={next => onReceiving({ deliveryId: next })}
        description="A request whose id was already received in the last seven days is a duplicate: it gets the same response but starts no run. If this field is empty, duplicates are not detected."
      />
      <TemplateAt
        at="recordId"
        label="Record id"
        use="record"
        value={recordId}
        onValue={next => onReceiving({ recordId: next })}
        description="Identifies each record of a list in Run mode. A record with an id that was already received starts no run."
      />
      <RadioGroup
        label="Order"
        choices={modes}
        value={order.mode}
        onValueChange={mode => onReceiving({ order: { ...order, mode } })}
      />
      {order.mode === 'serial-per-key' && (
        <TemplateAt
          at="order.key"
          label="Order key"
          use="event"
          value={order.key}
          onValue={key => onReceiving({ order: { ...order, key } })}
          description="For example {json.person.id}."
        />
      )}
    </>
  )
}

/** Tab for filters. Matching requests are stored but start no run. */
const FiltersPart = ({ receiving, onReceiving }: PartProps) => {
  const { filter } = receiving
  return (
    <>
      <p className="m-0 text-body text-ink-2">
        Requests that match a filter are answered and stored, but start no run. Examples are pings, heartbeats
        and empty lists.
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
            label="Reason"
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

/** Tab for handshakes: requests of the service that the Event URL answers itself. */
const HandshakesPart = ({ receiving, onReceiving }: PartProps) => {
  const bench = useWorkbench()
  const { handshake } = receiving
  return (
    <>
      <p className="m-0 text-body text-ink-2">
        Some services verify the Event URL before they send events, with a challenge to return or a token to
        check. The first matching rule answers without starting a run; HEAD and OPTIONS requests are always
        answered.
      </p>
      {handshake.map((rule, index) => (
        <RuleBox
          key={rule.id}
          at={`handshake.${index}`}
          title={`Handshake ${index + 1}`}
          onRemove={() => onReceiving({ handshake: withoutItem(handshake, index) })}
        >
          <HandshakeForm
            at={`handshake.${index}`}
            rule={rule}
            onRule={next => onReceiving({ handshake: withItem(handshake, index, next) })}
          />
        </RuleBox>
      ))}
      <AddButton
        full={handshake.length >= receivingLimits.handshakes}
        onAdd={() => onReceiving({ handshake: [...handshake, blankHandshake(bench.newId())] })}
      >
        Add handshake
      </AddButton>
    </>
  )
}

/** Name of a tab of the form. */
export type PartName = 'verification' | 'handshakes' | 'answer' | 'repeats' | 'filters' | 'limits' | 'test'

const partOf: Record<keyof Receiving, PartName> = {
  verify: 'verification',
  handshake: 'handshakes',
  answer: 'answer',
  deliveryId: 'repeats',
  recordId: 'repeats',
  order: 'repeats',
  filter: 'filters',
  limits: 'limits',
  methods: 'limits'
}

const isPart = (name: string): name is keyof Receiving => Object.hasOwn(partOf, name)

/** Returns the tab of the receiving rules that contains a setting, by its path. */
export const partAt = (at: string): PartName => {
  const [first = ''] = at.split('.')
  return isPart(first) ? partOf[first] : 'verification'
}

/** Returns the tabs of the form, each with its number of rules or problems. */
export const receivingTabs = (
  props: PartProps,
  errors: readonly RuleError[],
  tester: { tried: TesterInput; onTried: (tried: TesterInput) => void }
): Tab<PartName>[] => {
  const { verify, handshake, filter } = props.receiving
  const tab = (value: PartName, label: string, count: number, part: ReactNode): Tab<PartName> => {
    const wrong = errors.filter(({ at }) => partAt(at) === value).length
    return {
      value,
      label,
      panel: <div className="flex flex-col gap-4 px-5 py-4">{part}</div>,
      ...(wrong > 0
        ? { aside: <Badge tone="err">{wrong === 1 ? '1 problem' : `${wrong} problems`}</Badge> }
        : count > 0 && { aside: <Badge>{count}</Badge> })
    }
  }
  return [
    tab('verification', 'Verification', verify.length, <VerificationPart {...props} />),
    tab('handshakes', 'Handshakes', handshake.length, <HandshakesPart {...props} />),
    tab('answer', 'Answer', 0, <AnswerPart {...props} />),
    tab('repeats', 'Duplicates and order', 0, <RepeatsPart {...props} />),
    tab('filters', 'Filters', filter.length, <FiltersPart {...props} />),
    tab('limits', 'Limits', 0, <LimitsPart {...props} />),
    tab('test', 'Test', 0, <TesterPart receiving={props.receiving} {...tester} />)
  ]
}
