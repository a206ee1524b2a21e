package export

import "time"

// StatusRecord is how a record stands, as JSON.
type StatusRecord struct {
	Record     string         `json:"record"` // its file
	Format     int            `json:"format"`
	Bytes      int64          `json:"bytes"`
	TextBytes  int64          `json:"text_bytes"` // of all documents, unpacked
	Documents  int            `json:"documents"`
	Articles   int            `json:"articles"` // without those replaced by newer versions
	Statements int            `json:"statements"`
	Speakers   int            `json:"speakers"`
	People     int            `json:"people"` // speakers known to be people
	Feeds      int            `json:"feeds"`
	Failing    []FailingFeed  `json:"failing"`
	Alerts     int            `json:"alerts"`
	Waiting    int            `json:"waiting"`  // deliveries
	Outdated   map[string]int `json:"outdated"` // documents by the layer that another model made
}

// FailingFeed is a feed that could not be read.
type FailingFeed struct {
	URL         string     `json:"url"`
	Failures    int        `json:"failures"`
	Error       string     `json:"error"`
	LastFetched *time.Time `json:"last_fetched"`
}

// StatusJSON appends a status as one line of JSON.
func StatusJSON(dst []byte, r StatusRecord) []byte {
	if r.Failing == nil {
		r.Failing = []FailingFeed{}
	}
	return appendJSON(dst, r, "")
}

// DeliveryRecord is what a webhook is sent, as JSON.
type DeliveryRecord struct {
	Delivery  string       `json:"delivery"` // id, the same at each attempt
	Alert     string       `json:"alert"`
	Query     string       `json:"query"`
	Statement *FoundRecord `json:"statement"`
}

// DeliveryJSON appends a delivery as one line of JSON.
func DeliveryJSON(dst []byte, r DeliveryRecord) []byte { return appendJSON(dst, r, "") }
