import { type Condition, receivingLimits } from '@hookwright/model'
import type { Choice } from '@hookwright/ui'
import { ChoiceAt, LinesAt, TextAt } from './placed-fields.tsx'
import { withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, FieldRow, RuleBox } from './rule-box.tsx'
import { TemplateAt } from './template-at.tsx'

const tests: readonly Choice<Condition['is']>[] = [
  { value: 'equal', label: 'is exactly' },
  { value: 'different', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'starts-with', label: 'begins with' },
  { value: 'one-of', label: 'is one of' },
  { value: 'present', label: 'is there' },
  { value: 'absent', label: 'is not there' },
  { value: 'empty', label: 'is empty' }
]

/** Operators that compare with a text. */
const withText: readonly Condition['is'][] = ['equal', 'different', 'contains', 'starts-with']

/** Form for the conditions of a request. A request matches if all conditions are true. */
export const ConditionsForm = ({
  at,
  conditions,
  least = 0,
  onConditions
}: {
  at: string
  conditions: readonly Condition[]
  /** Minimum number of conditions. */
  least?: number
  onConditions: (conditions: Condition[]) => void
}) => (
  <>
    {conditions.map((condition, index) => {
      const change = (part: Partial<Condition>): void =>
        onConditions(withItem(conditions, index, { ...condition, ...part }))
      return (
        <RuleBox
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no id, and their fields hold nothing of their own.
          key={index}
          at={`${at}.${index}`}
          title={`Condition ${index + 1}`}
          {...(conditions.length > least && {
            onRemove: () => onConditions(withoutItem(conditions, index))
          })}
        >
          <TemplateAt
            at={`${at}.${index}.of`}
            label="When"
            use="event"
            value={condition.of}
            onValue={of => change({ of })}
          />
          <FieldRow>
            <ChoiceAt
              at={`${at}.${index}.is`}
              label="Test"
              choices={tests}
              value={condition.is}
              onValue={is => change({ is })}
            />
            {condition.is === 'one-of' && (
              <LinesAt
                at={`${at}.${index}.text`}
                label="Values"
                description="One per line."
                value={condition.text}
                onValue={text => change({ text })}
                rows={3}
                maxLength={receivingLimits.template}
              />
            )}
            {withText.includes(condition.is) && (
              <TextAt
                at={`${at}.${index}.text`}
                label="Value"
                value={condition.text}
                onValue={text => change({ text })}
                maxLength={receivingLimits.template}
                code
              />
            )}
          </FieldRow>
        </RuleBox>
      )
    })}
    <AddButton
      full={conditions.length >= receivingLimits.conditions}
      onAdd={() => onConditions([...conditions, { of: '', is: 'equal', text: '' }])}
    >
      Add condition
    </AddButton>
  </>
)
