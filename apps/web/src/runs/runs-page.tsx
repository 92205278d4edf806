import { usePageTitle } from '../shell/use-page-title.ts'

/** To be drawn. */
export const RunsPage = () => {
  usePageTitle('Runs')
  return <h1 className="p-6 text-h1">Runs</h1>
}
