package eval
import ("testing";"fmt";"os")
func TestZZ(t *testing.T){
 vs,err:=VariantLabels("testdata","../../shared/data")
 if err!=nil{t.Fatal(err)}
 var first VariantText
 sc:=map[string]*VariantScore{}
 for _,v:=range vs{ if v.First{first=v
   continue}
   if v.Set!=first.Set { for _,f:=range vs{ if f.Set==v.Set&&f.First{first=f;break}}}
   k:=v.From; if v.Test{k+=" test"}
   if sc[k]==nil{sc[k]=&VariantScore{}}
   m:=sc[k].Add(first,v)
   if m!=nil&&(!v.Test||os.Getenv("SHOWTEST")!=""){fmt.Printf("%s want %v %v got %v %v\n  A %s\n  B %s\n",k,m.Labelled,m.Material,m.Given,m.SaidMatter,m.First,m.Text)}
 }
 for k,s:=range sc{ if os.Getenv("SHOWTEST")==""&&len(k)>6&&k[len(k)-4:]=="test"{continue}
 fmt.Printf("%s pairs %d exact %.3f material %.3f  P %.3f R %.3f\n",k,s.Pairs,float64(s.Exact)/float64(s.Pairs),float64(s.Material)/float64(s.Pairs),float64(s.Right)/float64(s.Found),float64(s.Right)/float64(s.Labelled))}
}
