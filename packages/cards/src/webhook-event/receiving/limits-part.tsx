import { EventMethod, type ReceivingLimits, receivingLimits } from '@hookwright/model'
import { Checkbox } from '@hookwright/ui'
import { useState } from 'react'
import { shownTypes, typesIn } from './content-types.ts'
import { LinesAt, NumberAt } from './placed-fields.tsx'
import { FieldRow } from './rule-box.tsx'
import { placeIdOf } from './rule-errors-context.ts'
import type { PartProps } from './use-receiving-draft.tsx'

const KIB = 1024

/** Field for content types. Keeps blank lines and capital letters as typed, although they are ignored. */
const ContentTypesAt = ({
  at,
  types,
  onTypes
}: {
  at: string
  types: readonly string[]
  onTypes: (types: string[]) => void
}) => {
  const [typed, setTyped] = useState(() => types.join('\n'))
  return (
    <LinesAt
      at={at}
      label="Content types"
      description="One per line, such as application/json. If empty, all types are allowed."
      value={shownTypes(typed, types)}
      onValue={text => {
        setTyped(text)
        onTypes(typesIn(text))
      }}
    />
  )
}

/** Tab for size and rate limits, and the accepted methods. */
export const LimitsPart = ({ receiving, onReceiving }: PartProps) => {
  const { limits, methods } = receiving
  const change = (part: Partial<ReceivingLimits>): void => onReceiving({ limits: { ...limits, ...part } })
  return (
    <>
      <fieldset id={placeIdOf('methods')} className="m-0 flex flex-wrap gap-x-5 gap-y-1 border-0 p-0">
        <legend className="mb-1 p-0 text-label text-ink">Allowed methods</legend>
        {EventMethod.options.map(method => {
          const isOn = methods.includes(method)
          return (
            <Checkbox
              key={method}
              label={method}
              checked={isOn}
              disabled={isOn && methods.length === 1}
              onCheckedChange={checked =>
                onReceiving({
                  methods: EventMethod.options.filter(each =>
                    each === method ? checked : methods.includes(each)
                  )
                })
              }
            />
          )
        })}
      </fieldset>
      <ContentTypesAt
        at="limits.contentTypes"
        types={limits.contentTypes}
        onTypes={contentTypes => change({ contentTypes })}
      />
      <FieldRow>
        <NumberAt
          at="limits.maxBytes"
          label="Maximum body size in KiB"
          value={Math.floor(limits.maxBytes / KIB)}
          least={1}
          most={receivingLimits.bytes / KIB}
          onValue={size => change({ maxBytes: size * KIB })}
        />
      </FieldRow>
      <FieldRow>
        <NumberAt
          at="limits.perSecond"
          label="Deliveries per second"
          value={limits.perSecond}
          least={1}
          most={10_000}
          onValue={perSecond => change({ perSecond })}
        />
        <NumberAt
          at="limits.burst"
          label="Burst"
          value={limits.burst}
          least={1}
          most={100_000}
          onValue={burst => change({ burst })}
        />
      </FieldRow>
    </>
  )
}
