import { usePageTitle } from '../shell/use-page-title.ts'

/** The flows of users. */
export const FlowsPage = () => {
  usePageTitle('Flows')
  return <h1 className="p-6 text-h1">Flows</h1>
}
