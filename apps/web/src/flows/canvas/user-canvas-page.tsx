import { usePageTitle } from '../../shell/use-page-title.ts'

/** To be drawn. */
export const UserCanvasPage = () => {
  usePageTitle('Flow')
  return <h1 className="p-6 text-h1">Flow</h1>
}
