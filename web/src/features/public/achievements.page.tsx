import { SearchPage } from './search/search-page.tsx';

export default function AchievementsPage() {
  return <SearchPage key="achievement" kind="achievement" />;
}
