import { Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Segments } from '../../kit/page/segments.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useTheme } from '../../kit/theme/use-theme.tsx'
import { reachOfUrl, type UrlReach } from './reach-of-url.ts'

const reachTexts: Record<Exclude<UrlReach, 'public'>, string> = {
  computer: 'Only this computer can reach this address, so services on the internet cannot send events.',
  network: 'Only your network can reach this address, so services on the internet cannot send events.'
}

/** The public URL, with a warning when services cannot reach it. */
const PublicUrl = ({ url }: { url: string }) => {
  const reach = reachOfUrl(url)
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center gap-3">
        <code className="font-code text-small break-all">{url}</code>
        <CopyButton size="card" text={url}>
          Copy
        </CopyButton>
      </div>
      {reach !== 'public' && (
        <Notice tone="warn">
          {reachTexts[reach]}{' '}
          <Link
            to="/help/$page"
            params={{ page: 'operations' }}
            className="rounded-xs font-medium text-accent-text underline"
          >
            Set a public address
          </Link>
        </Notice>
      )}
    </>
  )
}

/** Settings page of the installation's address and of the theme of this browser. */
export const GeneralPage = () => {
  usePageTitle('General settings')
  const { data } = useQuery(useTrpc().installation.get.queryOptions())
  const { theme, choice } = useTheme()
  return (
    <SettingsPage title="General">
      <SettingsPart
        title="Public URL"
        about={
          <>
            Services send events here. Change it with{' '}
            <code className="font-code text-small whitespace-nowrap">HOOKWRIGHT_PUBLIC_URL</code>, then
            register flows again.
          </>
        }
      >
        {data !== undefined && <PublicUrl url={data.publicUrl} />}
      </SettingsPart>
      <SettingsPart title="Theme" about="Saved in this browser only.">
        <div>
          <Segments
            label="Theme"
            segments={[
              { value: 'system', label: 'Match system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' }
            ]}
            value={choice}
            onValueChange={theme.choose}
          />
        </div>
      </SettingsPart>
    </SettingsPage>
  )
}
