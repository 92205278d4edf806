import { RadioGroup } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useTheme } from '../../kit/theme/use-theme.tsx'

/** Settings page of the installation's address and of the theme of this browser. */
export const GeneralPage = () => {
  usePageTitle('General settings')
  const { data } = useQuery(useTrpc().installation.get.queryOptions())
  const { theme, choice } = useTheme()
  return (
    <SettingsPage title="General">
      <SettingsPart
        title="Public URL"
        about="Event URLs begin with this URL, so services must be able to reach it. Set HOOKWRIGHT_PUBLIC_URL to change it; flows that are on keep their old Event URL until they are registered again."
      >
        {data !== undefined && (
          <div className="flex flex-wrap items-center gap-3">
            <code className="font-code text-small break-all">{data.publicUrl}</code>
            <CopyButton size="card" text={data.publicUrl}>
              Copy
            </CopyButton>
          </div>
        )}
      </SettingsPart>
      <SettingsPart title="Theme" about="Saved in this browser only.">
        <RadioGroup
          label="Theme"
          hideLabel
          flow="row"
          choices={[
            { value: 'system', label: 'Match system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' }
          ]}
          value={choice}
          onValueChange={theme.choose}
        />
      </SettingsPart>
    </SettingsPage>
  )
}
