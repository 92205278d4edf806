import { type Comparison, receivingLimits } from '@hookwright/model'
import { withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, FieldRow, RuleBox } from './rule-box.tsx'
import { TemplateAt, type TemplateUse } from './template-at.tsx'

/** Form for pairs of templates whose texts must be equal in each request. */
export const ComparisonsForm = ({
  at,
  use,
  add,
  comparisons,
  onComparisons
}: {
  at: string
  use: TemplateUse
  /** Label of the Add button. */
  add: string
  comparisons: readonly Comparison[]
  onComparisons: (comparisons: Comparison[]) => void
}) => (
  <>
    {comparisons.map((comparison, index) => {
      const change = (part: Partial<Comparison>): void =>
        onComparisons(withItem(comparisons, index, { ...comparison, ...part }))
      return (
        <RuleBox
          // biome-ignore lint/suspicious/noArrayIndexKey: comparisons have no id, and their fields hold nothing of their own.
          key={index}
          at={`${at}.${index}`}
          title={`Comparison ${index + 1}`}
          onRemove={() => onComparisons(withoutItem(comparisons, index))}
        >
          <FieldRow>
            <TemplateAt
              at={`${at}.${index}.left`}
              label="Value"
              use={use}
              value={comparison.left}
              onValue={left => change({ left })}
            />
            <TemplateAt
              at={`${at}.${index}.right`}
              label="Must equal"
              use={use}
              value={comparison.right}
              onValue={right => change({ right })}
            />
          </FieldRow>
        </RuleBox>
      )
    })}
    <AddButton
      full={comparisons.length >= receivingLimits.comparisons}
      onAdd={() => onComparisons([...comparisons, { left: '', right: '' }])}
    >
      {add}
    </AddButton>
  </>
)
