import { receivingLimits } from '@hookwright/model'
import { useWorkbench } from '../../view/workbench.ts'
import { HandshakeForm } from './handshake-form.tsx'
import type { PartProps } from './part-props.ts'
import { blankHandshake, withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, RuleBox } from './rule-box.tsx'

/** Questions of the service that the Event URL answers by itself. */
export const HandshakesPart = ({ receiving, onReceiving }: PartProps) => {
  const bench = useWorkbench()
  const { handshake } = receiving
  return (
    <>
      <p className="m-0 text-body text-ink-2">
        Some services ask a question before they send anything: a challenge to be echoed, a token to be
        compared. The first rule that fits answers; no run starts. HEAD and OPTIONS are always answered.
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
