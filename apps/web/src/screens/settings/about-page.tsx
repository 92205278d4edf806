import { Badge } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { Facts } from '../../features/history/facts.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'

/** Main third-party components of the web app and the server, with their licences. */
const thirdParty: readonly { name: string; licence: string }[] = [
  { name: 'React, React Flow, Base UI, TanStack', licence: 'MIT' },
  { name: 'Tailwind CSS, tRPC, Express, Zod', licence: 'MIT' },
  { name: 'better-sqlite3, Drizzle', licence: 'MIT, Apache 2.0' },
  { name: 'SQLite', licence: 'Public domain' },
  { name: 'OpenTelemetry, prom-client', licence: 'Apache 2.0' },
  { name: 'Lucide icons', licence: 'ISC' },
  { name: 'Simple Icons', licence: 'CC0 1.0' },
  { name: 'Inter, JetBrains Mono', licence: 'SIL Open Font License 1.1' }
]

/** Version of the product, set by the build. */
const version = String(import.meta.env.VITE_VERSION)

const Code = ({ children }: { children: string }) => (
  <code className="font-code text-small break-all">{children}</code>
)

const Health = ({ of: { ready, reasons } }: { of: { ready: boolean; reasons: string[] } }) =>
  ready ? (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Ready
    </Badge>
  ) : (
    <>
      <Badge tone="err" icon={<TriangleAlert aria-hidden />}>
        Not ready
      </Badge>
      {reasons.map(reason => (
        <span key={reason} className="block text-small text-ink-2">
          {reason}
        </span>
      ))}
    </>
  )

/** Section about the running server. Only admins see its folder and process. */
const ServerPart = () => {
  const trpc = useTrpc()
  const isAdmin = usePerson().role === 'admin'
  const { data: addresses } = useQuery(trpc.installation.get.queryOptions())
  const { data: server } = useQuery({
    ...trpc.installation.server.queryOptions(),
    enabled: isAdmin,
    refetchInterval: 15_000
  })
  return (
    <SettingsPart
      title="This server"
      about={
        isAdmin
          ? 'The data folder contains all data. Back it up regularly.'
          : 'Admins also see the data folder of this server.'
      }
    >
      <Facts
        wide
        label="This server"
        facts={[
          ['Address', addresses === undefined ? '…' : <Code key="address">{addresses.publicUrl}</Code>],
          ...(server === undefined
            ? []
            : ([
                ['Health', <Health key="health" of={server.health} />],
                ['Started', minuteTime(server.startedAt)],
                ['Process', String(server.processId)],
                [
                  'Data folder',
                  <span key="folder" className="flex flex-wrap items-center gap-3">
                    <Code>{server.dataFolder}</Code>
                    <CopyButton size="card" text={server.dataFolder}>
                      Copy
                    </CopyButton>
                  </span>
                ]
              ] satisfies [string, ReactNode][]))
        ]}
      />
    </SettingsPart>
  )
}

/** Page with the product's version, the running server, licences and trademarks. */
export const AboutPage = () => {
  usePageTitle('About')
  return (
    <SettingsPage title="About">
      <SettingsPart
        title="Hookwright"
        about="A self-hosted visual builder of connectors for services that send events."
      >
        <Facts
          wide
          label="About this installation"
          facts={[
            ['Version', version],
            ['Licence', 'Apache License 2.0'],
            [
              'Help',
              <Link
                key="help"
                to="/help/$page"
                params={{ page: 'guide' }}
                className="rounded-xs font-medium text-accent-text hover:underline"
              >
                Open Help
              </Link>
            ]
          ]}
        />
      </SettingsPart>
      <ServerPart />
      <SettingsPart
        title="Third-party licences"
        about={
          <>
            Hookwright uses this software. All packages and versions are in{' '}
            <code className="font-code text-small">package-lock.json</code>.
          </>
        }
      >
        <Facts
          wide
          label="Third-party licences"
          facts={thirdParty.map(({ name, licence }) => [name, licence])}
        />
      </SettingsPart>
      <SettingsPart title="Trademarks">
        <p className="m-0 text-body text-pretty text-ink-2">
          Names and logos of services are trademarks of their owners. They are shown to identify the services
          that connectors work with. Hookwright is not affiliated with the owners or endorsed by them.
        </p>
      </SettingsPart>
    </SettingsPage>
  )
}
