import { X } from 'lucide-react'
import { nameOfField } from '../../fields-editor/field-draft.ts'
import type { OptionFlaw } from './option-flaws.ts'
import type { OptionDraft } from './options-draft.ts'

/** What keeps the draft from being applied; each leads to its place. */
export const ProblemsFoot = ({
  flaws,
  fields,
  onJump
}: {
  flaws: readonly OptionFlaw[]
  fields: readonly OptionDraft[]
  onJump: (flaw: OptionFlaw) => void
}) => {
  const sentenceOf = ({ option, at, message }: OptionFlaw): string => {
    const field = fields.find(each => each.id === option)
    // A sentence on values names its option; one on a label or a row does not.
    return field === undefined || at.part === 'values' || at.part === 'input'
      ? message
      : `${nameOfField(fields, field)}: ${message}`
  }
  return (
    <div className="mr-auto min-w-0 grow basis-60">
      <p aria-live="polite" className="m-0 text-small font-medium text-err empty:hidden">
        {flaws.length > 0 && (
          <span className="inline-flex items-center gap-1">
            <X aria-hidden className="size-3.5" strokeWidth={2} />
            {flaws.length === 1 ? '1 problem' : `${flaws.length} problems`}
          </span>
        )}
      </p>
      {flaws.length > 0 && (
        <ul aria-label="Problems" className="m-0 max-h-13 list-none overflow-y-auto p-0">
          {flaws.map(flaw => (
            <li key={`${flaw.option} ${JSON.stringify(flaw.at)}`}>
              <button
                type="button"
                className="min-h-6 rounded-xs text-left text-small text-ink-2 hover:text-ink hover:underline"
                onClick={() => onJump(flaw)}
              >
                {sentenceOf(flaw)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
