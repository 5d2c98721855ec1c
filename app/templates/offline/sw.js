// Rollcall's worker. What it does stands in js/worker/; here is what belongs to this release.
import { serve } from "{{ url_for('static', filename='js/worker/serving.js') }}"

serve({{ carried | tojson(indent=2) }})
