import type { Receiving } from '@hookwright/model'
import { Badge, type Tab } from '@hookwright/ui'
import type { ReactNode } from 'react'
import { AnswerPart } from './answer-part.tsx'
import { FiltersPart } from './filters-part.tsx'
import { HandshakesPart } from './handshakes-part.tsx'
import { LimitsPart } from './limits-part.tsx'
import type { PartProps } from './part-props.ts'
import { RepeatsPart } from './repeats-part.tsx'
import type { RuleFlaw } from './rule-flaws.ts'
import { TesterPart, type Tried } from './tester/tester-part.tsx'
import { VerificationPart } from './verification-part.tsx'

/** The parts of the form. */
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

/** The part in which a place of the rules stands. */
export const partAt = (at: string): PartName => {
  const [first = ''] = at.split('.')
  return isPart(first) ? partOf[first] : 'verification'
}

/** The parts as tabs, each with how much is in it or how much is wrong. */
export const receivingTabs = (
  props: PartProps,
  flaws: readonly RuleFlaw[],
  tester: { tried: Tried; onTried: (tried: Tried) => void }
): Tab<PartName>[] => {
  const { verify, handshake, filter } = props.receiving
  const tab = (value: PartName, label: string, count: number, part: ReactNode): Tab<PartName> => {
    const wrong = flaws.filter(({ at }) => partAt(at) === value).length
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
    tab('repeats', 'Repeats and order', 0, <RepeatsPart {...props} />),
    tab('filters', 'Filters', filter.length, <FiltersPart {...props} />),
    tab('limits', 'Limits', 0, <LimitsPart {...props} />),
    tab('test', 'Test', 0, <TesterPart receiving={props.receiving} {...tester} />)
  ]
}
