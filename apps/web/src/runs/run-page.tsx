import { usePageTitle } from '../shell/use-page-title.ts'

/** To be drawn. */
export const RunPage = () => {
  usePageTitle('Run')
  return <h1 className="p-6 text-h1">Run</h1>
}
