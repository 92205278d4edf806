import type { Order } from '@hookwright/model'
import { type Choice, RadioGroup } from '@hookwright/ui'
import type { PartProps } from './part-props.ts'
import { TemplateAt } from './template-at.tsx'

const modes: readonly (Choice<Order['mode']> & { description: string })[] = [
  { value: 'none', label: 'None', description: 'Deliveries run beside each other, the fastest way.' },
  { value: 'serial', label: 'One after the other', description: 'Each run waits for the one before it.' },
  {
    value: 'serial-per-key',
    label: 'One after the other with the same key',
    description: 'Only runs about the same thing wait for each other.'
  }
]

/** Tab for deduplication of deliveries, and for the order of runs. */
export const RepeatsPart = ({ receiving, onReceiving }: PartProps) => {
  const { deliveryId, recordId, order } = receiving
  return (
    <>
      <TemplateAt
        at="deliveryId"
        label="Delivery id"
        use="event"
        value={deliveryId}
        onValue={next => onReceiving({ deliveryId: next })}
        description="The same id within seven days is the same delivery: it is answered like the first one and does not run again. Empty: each request is a new one."
      />
      <TemplateAt
        at="recordId"
        label="Record id"
        use="record"
        value={recordId}
        onValue={next => onReceiving({ recordId: next })}
        description="In Run mode, for services that send lists: the same record does not run again."
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
          description="Such as {json.person.id}."
        />
      )}
    </>
  )
}
