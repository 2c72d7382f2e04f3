import { SearchPage } from './search/search-page.tsx';

export default function DemandsPage() {
  return <SearchPage key="demand" kind="demand" />;
}
