import { signInPresets } from '@hookwright/model/sign-in-presets'
import { Combobox, Notice } from '@hookwright/ui'
import { applySignInPreset } from './apply-sign-in-preset.ts'
import type { AuthenticationDraft } from './authentication-draft.ts'

const choices = signInPresets.map(({ id, name, source, checkedOn }) => ({
  value: id,
  label: name,
  hint: checkedOn === 'unverified' ? `${new URL(source).host}, unverified` : new URL(source).host
}))

/** Picker of a known service, which fills in its URLs and settings. */
export const SignInPresetPicker = ({
  draft,
  onChange
}: {
  draft: AuthenticationDraft
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { authorizeUrl, tokenUrl } = draft.code
  const chosen = signInPresets.find(
    preset => preset.authorizeUrl === authorizeUrl && preset.tokenUrl === tokenUrl
  )
  const choose = (id: string | null): void => {
    const preset = signInPresets.find(candidate => candidate.id === id)
    if (preset !== undefined) onChange(applySignInPreset(draft, preset))
  }
  return (
    <>
      <Combobox
        label="Service"
        choices={choices}
        value={chosen?.id ?? null}
        onValueChange={choose}
        placeholder="Choose a service, or fill in the form"
        empty="No matching service. Fill in the form."
        description="Fills in the known URLs and settings. Your client and scopes do not change."
      />
      {chosen !== undefined && (
        <Notice tone={chosen.checkedOn === 'unverified' ? 'warn' : 'info'}>
          {chosen.notes.join(' ')}
          {chosen.checkedOn === 'unverified' && ' These settings are unverified. Compare them with the '}
          {chosen.checkedOn !== 'unverified' && ' See the '}
          <a href={chosen.source} target="_blank" rel="noreferrer" className="text-accent-text underline">
            documentation of {chosen.name}
          </a>
          .
        </Notice>
      )}
    </>
  )
}
