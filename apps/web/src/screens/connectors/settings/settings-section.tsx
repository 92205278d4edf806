import { TextArea, TextField } from '@hookwright/ui'
import { ActionButton } from '../../../kit/actions/action-button.tsx'
import type { FieldErrors } from '../authentication/read-draft.ts'
import { Section } from '../overview/section.tsx'
import { AccentField } from './accent-field.tsx'
import { LogoField } from './logo-field.tsx'
import type { AboutDraft } from './settings-draft.ts'

/** Section for the name and appearance of a connector. */
export const SettingsSection = ({
  connectorKey,
  draft,
  errors,
  onChange
}: {
  connectorKey: string
  draft: AboutDraft
  errors: FieldErrors
  onChange: (draft: AboutDraft) => void
}) => {
  const change = (part: Partial<AboutDraft>): void => onChange({ ...draft, ...part })

  return (
    <Section title="Name and appearance">
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TextField
          label="Name"
          required
          autoComplete="off"
          value={draft.name}
          error={errors.name}
          onValueChange={name => change({ name })}
        />
        <TextField
          label="Key"
          readOnly
          value={connectorKey}
          inputClass="font-code"
          description="The key cannot be changed."
          after={<ActionButton id="connector.copy-key" size="small" />}
        />
      </div>
      <TextArea
        label="Description"
        maxLength={2_000}
        value={draft.description}
        onValueChange={description => change({ description })}
      />
      <TextField
        label="Documentation URL"
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://docs.example.com"
        value={draft.docsUrl}
        error={errors.docsUrl}
        onValueChange={docsUrl => change({ docsUrl })}
      />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <LogoField
          name={draft.name}
          logo={draft.logo}
          accent={draft.accent}
          onChange={logo => change({ logo })}
        />
        <AccentField
          name={draft.name}
          accent={draft.accent}
          error={errors.accent}
          onChange={accent => change({ accent })}
        />
      </div>
    </Section>
  )
}
